import { Tabs } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { SyncState } from '../../../src-contract/model/sync.ts';
import { useMay } from '../../stores/use-may.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ConflictList } from './ConflictList.tsx';
import { PendingList } from './PendingList.tsx';
import { RefusedList } from './RefusedList.tsx';
import { SyncFactsList } from './SyncFactsList.tsx';
import { TransferSection } from './TransferSection.tsx';
import './sync.css';

/** Opens where something waits for a person. */
const firstTab = (sync: SyncState, mayManage: boolean): string =>
  mayManage && sync.kind !== 'off' && sync.conflicts > 0 ? 'conflicts' : 'state';

function Page({ sync }: { readonly sync: Exclude<SyncState, { kind: 'off' }> }) {
  const { t } = useTranslation();
  const stores = useStores();
  const mayManage = useMay('sync.manage');
  const [tab, setTab] = useState(() => firstTab(sync, mayManage));
  const { pendingEdits, conflicts, refusedItems } = sync;
  useEffect(() => {
    if (mayManage) void stores.sync.getState().load();
  }, [stores, pendingEdits, conflicts, refusedItems, mayManage]);
  return (
    <Tabs
      className="sync-page"
      activeKey={tab}
      onChange={setTab}
      items={[
        { key: 'state', label: t('sync.tabState'), children: <SyncFactsList sync={sync} /> },
        ...(mayManage
          ? [
              { key: 'pending', label: t('sync.tabPending', { count: pendingEdits }), children: <PendingList /> },
              { key: 'conflicts', label: t('sync.tabConflicts', { count: conflicts }), children: <ConflictList /> },
              { key: 'refused', label: t('sync.tabRefused', { count: refusedItems }), children: <RefusedList /> },
              { key: 'transfer', label: t('transfer.tab'), children: <TransferSection /> },
            ]
          : []),
      ]}
    />
  );
}

/** Everything about keeping in step with the province, and what a person can do about it. */
export function SyncDialog() {
  const { t } = useTranslation();
  const { sync, view } = useStores();
  const open = useStore(view, (state) => state.dialog.kind === 'sync');
  const current = useStore(sync, (state) => state.sync);
  if (!open || current.kind === 'off') return null;
  return (
    <Dialog title={t('sync.title')} width={900} footer={null} lightDismiss onClose={view.getState().close}>
      <Page sync={current} />
    </Dialog>
  );
}
