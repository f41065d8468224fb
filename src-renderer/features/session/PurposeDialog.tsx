import { Alert, Button, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { errorText } from '../../lib/message-text.ts';
import type { PurposeChoice } from '../../../src-contract/model/session.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { useAttempt } from '../../ui/use-attempt.ts';
import { usePurposes, type Purposes } from './use-purposes.ts';

function Choices({
  purposes,
  chosen,
  onChoose,
}: {
  purposes: readonly PurposeChoice[];
  chosen: string | null;
  onChoose: (id: string) => void;
}) {
  const { t, i18n } = useTranslation();
  return (
    <Radio.Group
      className="purpose-choices"
      aria-label={t('session.purpose.title')}
      value={chosen}
      onChange={({ target }) => {
        onChoose(String(target.value));
      }}
    >
      {purposes.map(({ id, name, nameEn }, at) => (
        <Radio key={id} value={id} autoFocus={chosen === null ? at === 0 : id === chosen}>
          {i18n.language === 'en' ? nameEn : name}
        </Radio>
      ))}
    </Radio.Group>
  );
}

interface ChooserProps {
  readonly purposes: readonly PurposeChoice[];
  readonly onDone: () => void;
}

function Chooser({ purposes, onDone }: ChooserProps) {
  const { t, i18n } = useTranslation();
  const { session } = useStores();
  const current = useStore(session, (state) => (state.session.kind === 'signed-in' ? state.session.purpose : null));
  const [chosen, setChosen] = useState<string | null>(current?.id ?? (purposes.length === 1 ? (purposes[0]?.id ?? null) : null));
  const [caseNo, setCaseNo] = useState(current?.caseNo ?? '');
  const [tried, setTried] = useState(false);
  const attempt = useAttempt();
  const purpose = purposes.find(({ id }) => id === chosen);
  const missing = purpose?.caseNoRequired === true && caseNo.trim() === '';
  const use = async (): Promise<void> => {
    setTried(true);
    if (purpose === undefined || missing) return;
    const given = caseNo.trim() === '' ? null : caseNo.trim();
    if (await attempt.run(() => session.getState().choosePurpose(purpose.id, given))) onDone();
  };
  return (
    <form
      className="session-form"
      onSubmit={(event) => {
        event.preventDefault();
        void use();
      }}
    >
      <Choices purposes={purposes} chosen={chosen} onChoose={setChosen} />
      <Field
        label={t('session.purpose.caseNo')}
        hint={purpose === undefined || purpose.caseNoRequired ? undefined : t('session.purpose.caseNoOptional')}
        problem={tried && missing ? t('session.purpose.caseNoRequired') : undefined}
      >
        {(ids) => (
          <Input
            {...ids}
            maxLength={100}
            value={caseNo}
            onChange={({ target }) => {
              setCaseNo(target.value);
            }}
          />
        )}
      </Field>
      {attempt.failure !== null && <Alert type="error" showIcon title={errorText(i18n, attempt.failure.thrown)} />}
      <Button block type="primary" htmlType="submit" disabled={purpose === undefined} loading={attempt.running}>
        {t('session.purpose.set')}
      </Button>
    </form>
  );
}

function Answer({ answer, onDone }: { readonly answer: Purposes; readonly onDone: () => void }) {
  const { t, i18n } = useTranslation();
  if (answer.kind === 'loading') return <p role="status">{t('session.purpose.loading')}</p>;
  if (answer.kind === 'failed') return <Alert type="error" showIcon title={errorText(i18n, answer.thrown)} />;
  if (answer.purposes.length === 0) return <Alert type="warning" showIcon title={t('session.purpose.empty')} />;
  return <Chooser purposes={answer.purposes} onDone={onDone} />;
}

function Asking({ refused }: { readonly refused: boolean }) {
  const { t } = useTranslation();
  const { view } = useStores();
  const answer = usePurposes();
  const { close } = view.getState();
  return (
    <Dialog title={t('session.purpose.title')} width={480} footer={null} onClose={close}>
      {refused && <Alert type="warning" showIcon title={t('session.purpose.refused')} />}
      <p className="session-why">{t('session.purpose.why')}</p>
      <Answer answer={answer} onDone={close} />
    </Dialog>
  );
}

/** Why pictures are looked at: asked once for a session or case, and again when main refuses for lack of it. */
export function PurposeDialog() {
  const { view } = useStores();
  const dialog = useStore(view, (state) => state.dialog);
  return dialog.kind === 'purpose' ? <Asking refused={dialog.refused} /> : null;
}
