import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { epochMs } from '../../../src-contract/time.ts';
import { errorText } from '../../lib/message-text.ts';
import { clockText } from '../../lib/time-text.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useAttempt } from '../../ui/use-attempt.ts';

/** The beginning of a shift: what the one before left. Stands in the menu until it is taken over. */
export function TakeOverDialog() {
  const { t, i18n } = useTranslation();
  const { session, view } = useStores();
  const open = useStore(view, (state) => state.dialog.kind === 'take-over');
  const handOver = useStore(session, (state) => (state.session.kind === 'signed-in' ? state.session.handOver : null));
  const attempt = useAttempt();
  if (!open || handOver === null) return null;
  const { close } = view.getState();
  const take = async (): Promise<void> => {
    if (await attempt.run(session.getState().takeOver)) close();
  };
  return (
    <Dialog
      title={t('session.takeOver.title')}
      width={560}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>{t('session.takeOver.later')}</Button>
          <Button type="primary" autoFocus loading={attempt.running} onClick={() => void take()}>
            {t('session.takeOver.confirm')}
          </Button>
        </>
      }
    >
      <p className="session-why">{t('session.takeOver.from', { name: handOver.fromName, at: clockText(epochMs(handOver.at)) })}</p>
      <p className="hand-over-note selectable">{handOver.note}</p>
      {attempt.failure !== null && <Alert type="error" showIcon title={errorText(i18n, attempt.failure.thrown)} />}
    </Dialog>
  );
}
