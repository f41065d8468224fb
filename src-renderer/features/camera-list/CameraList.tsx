import { ImportOutlined, PlusOutlined, RadarChartOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useMay } from '../../stores/use-may.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import type { Attention } from './attention.ts';
import { CameraTree } from './CameraTree.tsx';
import { limitGlances, type Glances } from './glances.ts';
import { QuickLook } from './QuickLook.tsx';
import { SearchBox } from './SearchBox.tsx';
import { useQuickLook } from './use-quick-look.ts';
import { useListedCameras } from './use-tree.ts';
import { ViewTabs } from './ViewTabs.tsx';
import './camera-list.css';

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
        icon={<PlusOutlined aria-hidden />}
        onClick={() => {
          view.getState().open({ kind: 'camera', id: null, testAtOnce: false });
        }}
      >
        {t('list.add')}
      </Button>
      <Button
        icon={<RadarChartOutlined aria-hidden />}
        onClick={() => {
          view.getState().open({ kind: 'devices' });
        }}
      >
        {t('devices.open')}
      </Button>
      <Button
        icon={<ImportOutlined aria-hidden />}
        onClick={() => {
          view.getState().open({ kind: 'import' });
        }}
      >
        {t('list.import')}
      </Button>
    </div>
  );
}

function Toolbar({ count, searching }: { readonly count: number; readonly searching: boolean }) {
  const { t } = useTranslation();
  const { view, session } = useStores();
  const mayAdd = useMay('camera.add');
  // To a province cameras are offered one by one, each with its record.
  const mayAddMany = useStore(session, (state) => state.session.kind === 'standalone') && mayAdd;
  return (
    <div className="list-toolbar">
      <span className="list-count" role="status">
        {searching ? t('list.found', { count }) : t('list.total', { count })}
      </span>
      {mayAddMany && (
        <>
          <IconButton
            label={t('devices.open')}
            icon={<RadarChartOutlined aria-hidden />}
            onPress={() => {
              view.getState().open({ kind: 'devices' });
            }}
          />
          <IconButton
            label={t('list.import')}
            icon={<ImportOutlined aria-hidden />}
            onPress={() => {
              view.getState().open({ kind: 'import' });
            }}
          />
        </>
      )}
      {mayAdd && (
        <IconButton
          label={t('list.add')}
          icon={<PlusOutlined aria-hidden />}
          onPress={() => {
            view.getState().open({ kind: 'camera', id: null, testAtOnce: false });
          }}
        />
      )}
    </div>
  );
}

function NothingFound({ query }: { readonly query: string }) {
  const { t } = useTranslation();
  const { finding } = useStores();
  return (
    <div className="list-empty">
      <p>{t('list.nothingFound', { query })}</p>
      <Button
        onClick={() => {
          finding.getState().search('');
        }}
      >
        {t('list.clearSearch')}
      </Button>
    </div>
  );
}

/** A view with nothing in it says how something gets there. */
function EmptyView({ view }: { readonly view: 'favourites' | 'recent' | 'tags' }) {
  const { t } = useTranslation();
  const texts = {
    favourites: [t('find.emptyFavourites'), t('find.emptyFavouritesHint')],
    recent: [t('find.emptyRecent'), t('find.emptyRecentHint')],
    tags: [t('find.emptyTags'), t('find.emptyTagsHint')],
  } as const;
  const [title, hint] = texts[view];
  return (
    <div className="list-empty">
      <p className="list-empty-title">{title}</p>
      <p>{hint}</p>
    </div>
  );
}

/** The camera inventory: search, trees, what a person keeps at hand, and the way to put cameras on the wall. */
export function CameraList({ callUp, glances }: { readonly callUp: Attention; readonly glances: Glances }) {
  const { cameras, finding, session } = useStores();
  const standalone = useStore(session, (state) => state.session.kind === 'standalone');
  const total = useStore(cameras, (state) => state.ordered.length);
  const query = useStore(finding, (state) => state.query);
  const view = useStore(finding, (state) => state.view);
  const listed = useListedCameras();
  const quickLook = useQuickLook();
  const limited = useMemo(() => limitGlances(glances), [glances]);
  const searching = listed.words.length > 0;
  // Enter in the search box places this one.
  const first = searching ? listed.rows.at(0) : undefined;
  const firstFound = first?.kind === 'camera' ? first.camera : null;
  useEffect(() => {
    callUp.attend(firstFound?.id ?? null);
  }, [callUp, firstFound]);
  if (total === 0) return standalone ? <EmptyInventory /> : <EmptyProvince />;
  const empty = listed.rows.length === 0;
  const ownView = view === 'favourites' || view === 'recent' || view === 'tags' ? view : null;
  return (
    <>
      <SearchBox firstFound={firstFound} />
      <ViewTabs standalone={standalone} />
      <Toolbar count={searching || ownView === 'favourites' || ownView === 'recent' ? listed.rows.length : total} searching={searching} />
      {empty && searching && <NothingFound query={query.trim()} />}
      {empty && !searching && ownView !== null && <EmptyView view={ownView} />}
      {!empty && (
        <CameraTree
          listed={listed}
          listedAs={searching ? 'found' : view}
          callUp={callUp}
          onPeek={quickLook.toggle}
          onRest={quickLook.rest}
        />
      )}
      {quickLook.looked !== null && (
        <QuickLook key={quickLook.looked.camera.id} {...quickLook.looked} glances={limited} onClose={quickLook.close} />
      )}
    </>
  );
}
