import { SafetyCertificateOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useMay } from '../../stores/use-may.ts';
import { useStores } from '../../stores/stores-context.tsx';
import './approvals.css';

/** In the header, for who may decide or has asked: how many requests wait. */
export function ApprovalsMark() {
  const { t } = useTranslation();
  const { approvals, view } = useStores();
  const mayDecide = useMay('second.decide');
  const { toDecide, mine } = useStore(approvals, (state) => state.approvals);
  const ready = mine.filter(({ state }) => state === 'approved').length;
  const count = toDecide.length + ready;
  if (!mayDecide && mine.length === 0) return null;
  return (
    <button
      type="button"
      className={count > 0 ? 'approvals-mark approvals-mark-waiting' : 'approvals-mark'}
      aria-label={t('approvals.open', { count })}
      title={t('approvals.open', { count })}
      onClick={() => {
        view.getState().open({ kind: 'approvals' });
      }}
    >
      <SafetyCertificateOutlined aria-hidden="true" />
      <span className="approvals-count">{count}</span>
    </button>
  );
}
