import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { epochMs } from '../../../src-contract/time.ts';
import { clockText } from '../../lib/time-text.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { LoadedItems } from './LoadedItems.tsx';

/** Edits made here that the province has not answered yet, oldest first, and what each waits for. */
export function PendingList() {
  const { t } = useTranslation();
  const { sync } = useStores();
  const pending = useStore(sync, (state) => state.pending);
  return (
    <div className="sync-section sync-scroll">
      <p className="sync-reason">{t('sync.pendingHint')}</p>
      <LoadedItems loaded={pending} none={t('sync.noPending')}>
        {(items) => (
          <ul className="conflicts">
            {items.map(({ proposalId, act, subject, madeAt, waitsFor }) => (
              <li key={proposalId} className="conflict" aria-label={`${t(`sync.act.${act}`)}: ${subject.name}`}>
                <div className="conflict-head">
                  <span className="conflict-kind">
                    {t(`sync.subject.${subject.kind}`)} · {t(`sync.act.${act}`)}
                  </span>
                  <strong className="selectable">{subject.name}</strong>
                  <span className="conflict-made">{t('sync.madeAt', { at: clockText(epochMs(madeAt)) })}</span>
                </div>
                <p className="pending-state">
                  <StateMark shape={waitsFor === 'line' ? 'ring' : 'bars'} />
                  {t(`sync.waitsFor.${waitsFor}`)}
                </p>
              </li>
            ))}
          </ul>
        )}
      </LoadedItems>
    </div>
  );
}
