import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { errorText } from '../../lib/message-text.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { useAttempt } from '../../ui/use-attempt.ts';

const NOTE_MAX = 2000;

function Writing() {
  const { t, i18n } = useTranslation();
  const { session, view } = useStores();
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const attempt = useAttempt();
  const empty = note.trim() === '';
  const { close } = view.getState();
  const send = async (): Promise<void> => {
    setTried(true);
    if (!empty && (await attempt.run(() => session.getState().handOver(note.trim())))) close();
  };
  return (
    <Dialog
      title={t('session.handOver.title')}
      width={560}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>{t('common.cancel')}</Button>
          <Button type="primary" loading={attempt.running} onClick={() => void send()}>
            {t('session.handOver.send')}
          </Button>
        </>
      }
    >
      <p className="session-why">{t('session.handOver.why')}</p>
      <Field label={t('session.handOver.note')} problem={tried && empty ? t('session.handOver.noteEmpty') : undefined}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            autoFocus
            rows={7}
            maxLength={NOTE_MAX}
            showCount
            value={note}
            onChange={({ target }) => {
              setNote(target.value);
            }}
          />
        )}
      </Field>
      {attempt.failure !== null && <Alert type="error" showIcon title={errorText(i18n, attempt.failure.thrown)} />}
    </Dialog>
  );
}

/** The end of a shift: what the next one must know, and out. */
export function HandOverDialog() {
  const { view } = useStores();
  const open = useStore(view, (state) => state.dialog.kind === 'hand-over');
  return open ? <Writing /> : null;
}
