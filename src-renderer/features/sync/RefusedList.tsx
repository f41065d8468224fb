import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { RefusedItem } from '../../../src-contract/model/sync.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { LoadedItems } from './LoadedItems.tsx';

const LIST_HEIGHT = 380;

/** Items the province sent and this workstation does not use, with the reason. */
export function RefusedList() {
  const { t } = useTranslation();
  const { sync } = useStores();
  const refused = useStore(sync, (state) => state.refused);
  return (
    <div className="sync-section">
      <p className="sync-reason">{t('sync.refusedHint')}</p>
      <LoadedItems loaded={refused} none={t('sync.noRefused')}>
        {(items) => (
          <Table<RefusedItem>
            className="selectable"
            size="small"
            virtual
            pagination={false}
            scroll={{ y: LIST_HEIGHT, x: 840 }}
            rowKey={({ type, id, rev }) => `${type} ${id ?? ''} ${rev}`}
            dataSource={items}
            columns={[
              { title: t('sync.refusedType'), dataIndex: 'type', width: 110 },
              { title: t('sync.refusedId'), width: 220, ellipsis: true, render: (_, { id }) => id ?? t('sync.hiddenId') },
              { title: t('sync.refusedWhy'), render: (_, { reason }) => t(`sync.refusal.${reason}`) },
            ]}
          />
        )}
      </LoadedItems>
    </div>
  );
}
