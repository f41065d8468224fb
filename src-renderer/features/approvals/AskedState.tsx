import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ApprovalView } from '../../../src-contract/model/approvals.ts';
import { epochMs } from '../../../src-contract/time.ts';
import { errorText } from '../../lib/message-text.ts';
import { clockText } from '../../lib/time-text.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { useAttempt } from '../../ui/use-attempt.ts';
import { stateShapes } from './approval-words.ts';

export interface AskedStateProps {
  readonly asked: ApprovalView;
  readonly onDone: () => void;
}

/** How one's own request stands, and the act itself once it is approved. */
export function AskedState({ asked, onDone }: AskedStateProps) {
  const { t, i18n } = useTranslation();
  const { approvals } = useStores();
  const attempt = useAttempt();
  const use = async (): Promise<void> => {
    if (await attempt.run(() => approvals.getState().use(asked.id))) onDone();
  };
  const { state, approverName, decisionReason } = asked;
  return (
    <div className={`asked asked-${state}`} role="status">
      <p className="asked-state">
        <StateMark shape={stateShapes[state]} />
        <strong>{t(`approvals.state.${state}`)}</strong>
      </p>
      <p className="asked-facts">
        {state === 'waiting' && t('approvals.waitingSince', { time: clockText(epochMs(asked.askedAt)) })}
        {state === 'approved' && t('approvals.approvedBy', { name: approverName ?? '–', time: clockText(epochMs(asked.expiresAt)) })}
        {state === 'refused' && t('approvals.refusedBy', { name: approverName ?? '–', reason: decisionReason ?? '–' })}
      </p>
      {state === 'approved' && (
        <Button type="primary" loading={attempt.running} onClick={() => void use()}>
          {t(asked.act === 'unmask' ? 'approvals.doUnmask' : 'approvals.doReplay')}
        </Button>
      )}
      {attempt.failure !== null && <Alert type="error" showIcon title={errorText(i18n, attempt.failure.thrown)} />}
    </div>
  );
}
