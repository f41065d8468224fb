import { Alert, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { readSlip, type SlipReading } from '../../lib/enrolment-slip.ts';
import { errorText } from '../../lib/message-text.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useAttempt } from '../../ui/use-attempt.ts';
import { SlipFacts } from './SlipFacts.tsx';
import { SlipSource } from './SlipSource.tsx';

const noSlip: SlipReading = { kind: 'problem', problem: { key: 'empty' } };

function Joining() {
  const { t, i18n } = useTranslation();
  const { session, view } = useStores();
  const [text, setText] = useState('');
  const [reading, setReading] = useState<SlipReading>(noSlip);
  const [compared, setCompared] = useState(false);
  const attempt = useAttempt();
  const { close } = view.getState();
  const take = (next: string): void => {
    setText(next);
    setReading(readSlip(next));
    setCompared(false);
    attempt.forget();
  };
  const join = async (): Promise<void> => {
    if (await attempt.run(() => session.getState().enrol(text))) close();
  };
  const ready = reading.kind === 'slip';
  return (
    <Dialog
      title={t('enrol.title')}
      width={640}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>{t('common.cancel')}</Button>
          <Button type="primary" disabled={!ready || !compared} loading={attempt.running} onClick={() => void join()}>
            {t('enrol.join')}
          </Button>
        </>
      }
    >
      <p className="session-why">{t('enrol.intro')}</p>
      <SlipSource text={text} reading={reading} onText={take} />
      {ready && (
        <>
          <SlipFacts slip={reading.slip} />
          <Checkbox
            checked={compared}
            onChange={({ target }) => {
              setCompared(target.checked);
            }}
          >
            {t('enrol.checked')}
          </Checkbox>
        </>
      )}
      {attempt.failure !== null && <Alert type="error" showIcon title={errorText(i18n, attempt.failure.thrown)} />}
    </Dialog>
  );
}

/** Makes a workstation that runs on its own a member of a province, with the slip its administrator gave. */
export function EnrolDialog() {
  const { view } = useStores();
  const open = useStore(view, (state) => state.dialog.kind === 'enrol');
  return open ? <Joining /> : null;
}
