import { ImportOutlined, PlusOutlined, ApartmentOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { searchIndex } from '../../lib/vietnamese-search.ts';
import { listRows } from '../../stores/camera-rows.ts';
import { useMay } from '../../stores/use-may.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import type { Attention } from './attention.ts';
import { CameraTree } from './CameraTree.tsx';
import { SearchBox } from './SearchBox.tsx';
import './camera-list.css';

const noFoldedAreas: ReadonlySet<string> = new Set();

/** The province hands the cameras out: nothing to add here, but perhaps something to wait for. */
function EmptyProvince() {
  const { t } = useTranslation();
  const { view } = useStores();
  return (
    <div className="list-empty">
      <p className="list-empty-title">{t('list.emptyProvince')}</p>
      <p>{t('list.emptyProvinceHint')}</p>
      <Button
        onClick={() => {
          view.getState().open({ kind: 'sync' });
        }}
      >
        {t('sync.title')}
      </Button>
    </div>
  );
}

function EmptyInventory() {
  const { t } = useTranslation();
  const { view } = useStores();
  return (
    <div className="list-empty">
      <p className="list-empty-title">{t('list.empty')}</p>
      <p>{t('list.emptyHint')}</p>
      <Button
        type="primary"
        icon={<PlusOutlined />}
        onClick={() => {
          view.getState().open({ kind: 'camera', id: null, testAtOnce: false });
        }}
      >
        {t('list.add')}
      </Button>
      <Button
        icon={<ImportOutlined />}
        onClick={() => {
          view.getState().open({ kind: 'import' });
        }}
      >
        {t('list.import')}
      </Button>
    </div>
  );
}

/** The province registers its cameras itself; only a workstation of its own adds any. */
function useMayAdd(): boolean {
  const { session } = useStores();
  const standalone = useStore(session, (state) => state.session.kind === 'standalone');
  return useMay('camera.manage') && standalone;
}

function Toolbar({ found }: { readonly found: number }) {
  const { t } = useTranslation();
  const { cameras, view } = useStores();
  const grouped = useStore(cameras, (state) => state.grouped);
  const searching = useStore(cameras, (state) => state.query.trim() !== '');
  const mayAdd = useMayAdd();
  return (
    <div className="list-toolbar">
      <span className="list-count" role="status">
        {searching ? t('list.found', { count: found }) : t('list.total', { count: found })}
      </span>
      <IconButton
        label={grouped ? t('list.flat') : t('list.grouped')}
        icon={grouped ? <UnorderedListOutlined /> : <ApartmentOutlined />}
        onPress={() => {
          cameras.getState().setGrouped(!grouped);
        }}
      />
      {mayAdd && (
        <>
          <IconButton
            label={t('list.import')}
            icon={<ImportOutlined />}
            onPress={() => {
              view.getState().open({ kind: 'import' });
            }}
          />
          <IconButton
            label={t('list.add')}
            icon={<PlusOutlined />}
            onPress={() => {
              view.getState().open({ kind: 'camera', id: null, testAtOnce: false });
            }}
          />
        </>
      )}
    </div>
  );
}

/** The camera inventory: search, areas, and the way to put cameras on the wall. */
export function CameraList({ callUp }: { readonly callUp: Attention }) {
  const { t } = useTranslation();
  const { cameras, session } = useStores();
  const standalone = useStore(session, (state) => state.session.kind === 'standalone');
  const index = useStore(cameras, (state) => state.index);
  const query = useStore(cameras, (state) => state.query);
  const grouped = useStore(cameras, (state) => state.grouped);
  const foldedAreas = useStore(cameras, (state) => state.foldedAreas);
  const found = useMemo(() => searchIndex(index, query), [index, query]);
  const searching = query.trim() !== '';
  // Enter in the search box places this one.
  const firstFound = searching ? (found[0]?.id ?? null) : null;
  useEffect(() => {
    callUp.attend(firstFound);
  }, [callUp, firstFound]);
  const rows = useMemo(
    () => listRows(found, { grouped, foldedAreas: searching ? noFoldedAreas : foldedAreas }),
    [found, grouped, foldedAreas, searching],
  );
  if (index.length === 0) return standalone ? <EmptyInventory /> : <EmptyProvince />;
  return (
    <>
      <SearchBox firstFound={found[0] ?? null} />
      <Toolbar found={found.length} />
      {rows.length === 0 ? (
        <div className="list-empty">
          <p>{t('list.nothingFound', { query: query.trim() })}</p>
          <Button
            onClick={() => {
              cameras.getState().search('');
            }}
          >
            {t('list.clearSearch')}
          </Button>
        </div>
      ) : (
        <CameraTree rows={rows} callUp={callUp} />
      )}
    </>
  );
}
