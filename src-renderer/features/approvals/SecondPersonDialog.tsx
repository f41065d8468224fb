import { Alert, Button, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { OpenedAct } from '../../../src-contract/model/privacy.ts';
import { errorText } from '../../lib/message-text.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { useAttempt } from '../../ui/use-attempt.ts';
import { askedFor } from './approval-words.ts';
import { AskedState } from './AskedState.tsx';
import { SecondPersonForm } from './SecondPersonForm.tsx';
import './approvals.css';

const REASON_MAX = 200;
type Way = 'province' | 'here';

interface Asking {
  readonly act: OpenedAct;
  readonly cameraId: string;
}

/** Why, and who stands beside: somebody elsewhere in the province, or somebody at this seat. */
function AskingDialog({ act, cameraId }: Asking) {
  const { t, i18n } = useTranslation();
  const { approvals, cameras, privacy, view } = useStores();
  const camera = useStore(cameras, (state) => state.byId.get(cameraId));
  const { liftMinutes, secondPersonHere } = useStore(privacy, (state) => state);
  const asked = useStore(approvals, (state) => askedFor(state.approvals, act, cameraId));
  const [way, setWay] = useState<Way>('province');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const attempt = useAttempt();
  const { close } = view.getState();
  const said = reason.trim();
  const send = async (): Promise<void> => {
    setTried(true);
    if (said !== '') await attempt.run(() => approvals.getState().ask({ act, cameraId, reason: said }));
  };
  const waiting = way === 'province' && asked !== null && (asked.state === 'waiting' || asked.state === 'approved');
  return (
    <Dialog title={t(act === 'unmask' ? 'approvals.unmaskTitle' : 'approvals.replayTitle')} width={540} onClose={close} footer={null}>
      <p className="second-camera">
        <span className="second-number">{camera?.number ?? '–'}</span> {camera?.name ?? t('wall.cameraGone')}
      </p>
      <p className="second-why">{t(act === 'unmask' ? 'approvals.unmaskWhy' : 'approvals.replayWhy', { minutes: liftMinutes })}</p>
      {secondPersonHere && (
        <Segmented<Way>
          block
          value={way}
          onChange={setWay}
          options={[
            { value: 'province', label: t('approvals.wayProvince') },
            { value: 'here', label: t('approvals.wayHere') },
          ]}
        />
      )}
      {!waiting && (
        <Field
          label={t('approvals.reason')}
          hint={t('approvals.reasonHint')}
          problem={tried && said === '' ? t('approvals.reasonMissing') : undefined}
        >
          {(ids) => (
            <Input
              {...ids}
              autoFocus
              maxLength={REASON_MAX}
              value={reason}
              onChange={({ target }) => {
                attempt.forget();
                setReason(target.value);
              }}
            />
          )}
        </Field>
      )}
      {way === 'here' ? (
        <SecondPersonForm
          submitLabel={t(act === 'unmask' ? 'approvals.hereUnmask' : 'approvals.hereReplay')}
          ready={said !== ''}
          onSubmit={(login) => approvals.getState().here({ act, cameraId, reason: said, ...login })}
          onDone={close}
        />
      ) : (
        <>
          {asked !== null && <AskedState asked={asked} onDone={close} />}
          {!waiting && (
            <Button block type="primary" loading={attempt.running} onClick={() => void send()}>
              {t('approvals.send')}
            </Button>
          )}
          {attempt.failure !== null && <Alert type="error" showIcon title={errorText(i18n, attempt.failure.thrown)} />}
        </>
      )}
    </Dialog>
  );
}

export function SecondPersonDialog() {
  const { view } = useStores();
  const dialog = useStore(view, (state) => state.dialog);
  return dialog.kind === 'second-person' ? <AskingDialog key={dialog.cameraId} act={dialog.act} cameraId={dialog.cameraId} /> : null;
}
