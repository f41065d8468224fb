import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useStores } from '../../stores/stores-context.tsx';
import { ConflictCard } from './ConflictCard.tsx';
import { LoadedItems } from './LoadedItems.tsx';

/** Edits made here that the province did not take, oldest first. */
export function ConflictList() {
  const { t } = useTranslation();
  const { sync } = useStores();
  const conflicts = useStore(sync, (state) => state.conflicts);
  return (
    <div className="sync-section sync-scroll">
      <LoadedItems loaded={conflicts} none={t('sync.noConflicts')}>
        {(items) => (
          <ul className="conflicts">
            {items.map((conflict) => (
              <ConflictCard key={conflict.proposalId} conflict={conflict} />
            ))}
          </ul>
        )}
      </LoadedItems>
    </div>
  );
}
