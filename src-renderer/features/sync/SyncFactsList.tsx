import { SyncOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SyncState } from '../../../src-contract/model/sync.ts';
import { errorText } from '../../lib/message-text.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { useAttempt } from '../../ui/use-attempt.ts';
import { useNow } from '../../ui/use-now.ts';
import { clockLineText } from './clock-text.ts';
import { contactText } from './contact-text.ts';
import { clockView, markShapes } from './sync-view.ts';

const EVERY_MS = 1_000;

/** State, last contact and counts, and the way to ask the province now. */
export function SyncFactsList({ sync }: { readonly sync: Exclude<SyncState, { kind: 'off' }> }) {
  const { t, i18n } = useTranslation();
  const stores = useStores();
  const attempt = useAttempt();
  const now = useNow(EVERY_MS);
  const facts: readonly (readonly [string, string])[] = [
    [t('sync.lastContact'), contactText(sync.lastContactAt, now, i18n)],
    [t('sync.checkpoint'), sync.checkpointId === null ? t('sync.noCheckpoint') : t('sync.checkpointValue', { id: sync.checkpointId })],
    [t('sync.pending'), String(sync.pendingEdits)],
    [t('sync.conflictCount'), String(sync.conflicts)],
    [t('sync.refusedCount'), String(sync.refusedItems)],
    [t('sync.clock'), clockLineText(clockView(sync.clock), i18n)],
  ];
  return (
    <div className="sync-section">
      <div className="sync-head">
        <p className={`sync-state sync-mark-${sync.kind}`} role="status">
          <StateMark shape={markShapes[sync.kind]} />
          {t(`sync.state.${sync.kind}`)}
        </p>
        <Button
          icon={<SyncOutlined aria-hidden />}
          loading={attempt.running}
          disabled={sync.kind === 'working'}
          onClick={() => void attempt.run(stores.sync.getState().now)}
        >
          {t('sync.now')}
        </Button>
      </div>
      <p className="sync-reason">{'reason' in sync ? t(`sync.reason.${sync.reason}`) : ''}</p>
      {attempt.failure !== null && <Alert type="error" showIcon title={errorText(i18n, attempt.failure.thrown)} />}
      <dl className="facts selectable">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
