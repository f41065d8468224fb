import { Table, type TableColumnsType } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { FoundDevice } from '../../../src-contract/model/device.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { hostOf, knownHosts, shownAddress } from './device-rows.ts';

export interface FoundTableProps {
  readonly chosen: readonly string[];
  readonly onChoose: (ids: readonly string[]) => void;
}

function Empty() {
  const { t } = useTranslation();
  const { devices } = useStores();
  const search = useStore(devices, (state) => state.search);
  if (search.kind === 'ended') return <p className="devices-empty">{t('devices.nothingFound')}</p>;
  return <p className="devices-empty">{search.kind === 'running' ? t('devices.searching') : t('devices.notSearched')}</p>;
}

/** What has answered so far, filling up while the search runs. */
export function FoundTable({ chosen, onChoose }: FoundTableProps) {
  const { t } = useTranslation();
  const { cameras, devices } = useStores();
  const found = useStore(devices, (state) => state.found);
  const ordered = useStore(cameras, (state) => state.ordered);
  const known = useMemo(() => knownHosts(ordered), [ordered]);
  const columns: TableColumnsType<FoundDevice> = [
    {
      key: 'address',
      title: t('devices.address'),
      width: 190,
      render: (_, { address }) => <span className="devices-address selectable">{shownAddress(address)}</span>,
    },
    { key: 'name', title: t('devices.name'), ellipsis: true, render: (_, { name }) => name },
    { key: 'hardware', title: t('devices.hardware'), width: 180, ellipsis: true, render: (_, { hardware }) => hardware },
    { key: 'profiles', title: t('devices.profiles'), width: 140, render: (_, { profiles }) => profiles.join(' ') },
    {
      key: 'known',
      title: t('devices.state'),
      width: 150,
      render: (_, { address }) =>
        known.has(hostOf(address) ?? '') ? (
          <span className="devices-mark devices-known">
            <StateMark shape="square" />
            {t('devices.known')}
          </span>
        ) : (
          <span className="devices-mark devices-new">
            <StateMark shape="dot" />
            {t('devices.new')}
          </span>
        ),
    },
  ];
  return (
    <Table<FoundDevice>
      virtual
      size="small"
      rowKey="id"
      pagination={false}
      scroll={{ y: 300, x: 930 }}
      columns={columns}
      dataSource={[...found]}
      locale={{ emptyText: <Empty /> }}
      rowSelection={{
        columnWidth: 44,
        selectedRowKeys: [...chosen],
        onChange: (keys) => {
          onChoose(keys.map(String));
        },
        getCheckboxProps: ({ address }) => ({ 'aria-label': shownAddress(address) }),
      }}
    />
  );
}
