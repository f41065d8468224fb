import { Alert, Button, Input, Tabs } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ApprovalView } from '../../../src-contract/model/approvals.ts';
import { epochMs } from '../../../src-contract/time.ts';
import { errorText } from '../../lib/message-text.ts';
import { clockText } from '../../lib/time-text.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useAttempt } from '../../ui/use-attempt.ts';
import { AskedState } from './AskedState.tsx';
import './approvals.css';

const REASON_MAX = 200;

function RequestFacts({ one }: { readonly one: ApprovalView }) {
  const { t } = useTranslation();
  return (
    <>
      <p className="request-act">
        <strong>{t(`approvals.act.${one.act}`)}</strong>
        <span>{one.camera?.label ?? t('approvals.noCamera')}</span>
      </p>
      <dl className="request-facts">
        <dt>{t('approvals.requester')}</dt>
        <dd>{one.requesterName}</dd>
        <dt>{t('approvals.reason')}</dt>
        <dd className="selectable">{one.reason}</dd>
        <dt>{t('approvals.askedAt')}</dt>
        <dd>{clockText(epochMs(one.askedAt))}</dd>
      </dl>
    </>
  );
}

/** One request of somebody else: approve, or refuse and say why. */
function ToDecide({ one }: { readonly one: ApprovalView }) {
  const { t, i18n } = useTranslation();
  const { approvals } = useStores();
  const attempt = useAttempt();
  const [refusing, setRefusing] = useState(false);
  const [reason, setReason] = useState('');
  const said = reason.trim();
  return (
    <li className="request">
      <RequestFacts one={one} />
      {refusing && (
        <Input
          autoFocus
          aria-label={t('approvals.refuseReason')}
          placeholder={t('approvals.refuseReason')}
          maxLength={REASON_MAX}
          value={reason}
          onChange={({ target }) => {
            setReason(target.value);
          }}
        />
      )}
      <div className="request-acts">
        {refusing ? (
          <>
            <Button
              onClick={() => {
                setRefusing(false);
              }}
            >
              {t('common.cancel')}
            </Button>
            <Button
              danger
              disabled={said === ''}
              loading={attempt.running}
              onClick={() => void attempt.run(() => approvals.getState().reject(one.id, said))}
            >
              {t('approvals.refuse')}
            </Button>
          </>
        ) : (
          <>
            <Button
              onClick={() => {
                setRefusing(true);
              }}
            >
              {t('approvals.refuse')}
            </Button>
            <Button type="primary" loading={attempt.running} onClick={() => void attempt.run(() => approvals.getState().approve(one.id))}>
              {t('approvals.approve')}
            </Button>
          </>
        )}
      </div>
      {attempt.failure !== null && <Alert type="error" showIcon title={errorText(i18n, attempt.failure.thrown)} />}
    </li>
  );
}

function Inbox() {
  const { t, i18n } = useTranslation();
  const { approvals, view } = useStores();
  const { toDecide, mine } = useStore(approvals, (state) => state.approvals);
  const attempt = useAttempt();
  const { close } = view.getState();
  const { run } = attempt;
  useEffect(() => {
    void run(() => approvals.getState().look());
  }, [run, approvals]);
  const empty = (text: string) => <p className="requests-empty">{attempt.running ? t('approvals.looking') : text}</p>;
  const list = (items: readonly ApprovalView[], none: string, row: (one: ApprovalView) => ReactNode) =>
    items.length === 0 ? empty(none) : <ul className="requests">{items.map(row)}</ul>;
  return (
    <Dialog lightDismiss title={t('approvals.inbox')} width={620} onClose={close} footer={null}>
      {attempt.failure !== null && <Alert type="warning" showIcon title={errorText(i18n, attempt.failure.thrown)} />}
      <Tabs
        defaultActiveKey={toDecide.length === 0 && mine.length > 0 ? 'mine' : 'decide'}
        items={[
          {
            key: 'decide',
            label: t('approvals.tabDecide', { count: toDecide.length }),
            children: list(toDecide, t('approvals.noneToDecide'), (one) => <ToDecide key={one.id} one={one} />),
          },
          {
            key: 'mine',
            label: t('approvals.tabMine', { count: mine.length }),
            children: list(mine, t('approvals.noneMine'), (one) => (
              <li key={one.id} className="request">
                <RequestFacts one={one} />
                <AskedState asked={one} onDone={close} />
              </li>
            )),
          },
        ]}
      />
    </Dialog>
  );
}

/** What waits for a second person: others' requests one may decide, and one's own. */
export function ApprovalsDialog() {
  const { view } = useStores();
  const open = useStore(view, (state) => state.dialog.kind === 'approvals');
  return open ? <Inbox /> : null;
}
