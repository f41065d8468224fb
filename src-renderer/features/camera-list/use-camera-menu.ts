import type { MenuProps } from 'antd';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Rights } from '../../../src-contract/model/rights.ts';
import { mayDo } from '../../stores/rights-store.ts';
import type { Stores } from '../../stores/stores.ts';
import { useStores } from '../../stores/stores-context.tsx';
import type { Marking } from './use-marking.tsx';

export interface CameraMenu {
  readonly open: boolean;
  setOpen(open: boolean): void;
  /** @param ofNode the cameras are those of an area, a unit or a group */
  itemsFor(ids: readonly string[], ofNode: boolean): MenuProps;
}
type Items = NonNullable<MenuProps['items']>;

function markItems(ids: readonly string[], { finding }: Stores, t: TFunction): Items {
  const { favourites, tags } = finding.getState();
  const all = ids.every((id) => favourites.has(id));
  const carried = tags.filter(({ cameraIds }) => ids.some((id) => cameraIds.includes(id)));
  return [
    { type: 'divider' },
    { key: 'favourite', label: all ? t('find.removeFavourite') : t('find.addFavourite'), extra: 'Ctrl+D' },
    { key: 'tag', label: t('find.tag') },
    ...carried.map(({ name }) => ({ key: `untag:${name}`, label: t('find.untag', { tag: name }) })),
  ];
}

/** What may be changed of the cameras themselves. */
function manageItems(ids: readonly string[], first: string, mine: Rights, standalone: boolean, t: TFunction): Items {
  if (!mayDo(mine, 'camera.manage', first)) return [];
  const single = ids.length === 1;
  const mayRemove = standalone && ids.every((id) => mayDo(mine, 'camera.manage', id));
  return [
    { type: 'divider' },
    { key: 'edit', label: t('list.edit'), disabled: !single },
    ...(mayDo(mine, 'camera.test', first) ? [{ key: 'test', label: t('list.test'), disabled: !single }] : []),
    ...(mayRemove
      ? ([
          { type: 'divider' },
          { key: 'remove', danger: true, label: single ? t('list.remove') : t('list.removeCount', { count: ids.length }) },
        ] as const)
      : []),
  ];
}

/** The context menu of the camera list: for one camera, for a whole selection, or for all of a node. */
export function useCameraMenu(removeCameras: (ids: readonly string[]) => void, marking: Marking): CameraMenu {
  const { t } = useTranslation();
  const stores = useStores();
  const { view, wall, rights, session } = stores;
  const mine = useStore(rights, (state) => state.rights);
  const standalone = useStore(session, (state) => state.session.kind === 'standalone');
  const [open, setOpen] = useState(false);
  const edit = (id: string, testAtOnce: boolean): void => {
    view.getState().open({ kind: 'camera', id, testAtOnce });
  };
  const run = (key: string, ids: readonly string[], first: string): void => {
    if (key.startsWith('untag:')) marking.untag(ids, key.slice('untag:'.length));
    switch (key) {
      case 'place':
        wall.getState().placeNext(ids);
        return;
      case 'fill':
        wall.getState().fill(ids);
        return;
      case 'favourite':
        marking.toggleFavourite(ids);
        return;
      case 'tag':
        view.getState().open({ kind: 'tag', ids });
        return;
      case 'edit':
      case 'test':
        edit(first, key === 'test');
        return;
      case 'remove':
        removeCameras(ids);
        return;
    }
  };
  const itemsFor = (ids: readonly string[], ofNode: boolean): MenuProps => {
    const [first] = ids;
    if (first === undefined) return { items: [] };
    const count = ids.length;
    return {
      items: [
        ...(ofNode
          ? [{ key: 'fill', label: t('find.fillWall', { count }) }]
          : [{ key: 'place', label: count === 1 ? t('list.place') : t('list.placeCount', { count }) }]),
        ...markItems(ids, stores, t),
        ...(ofNode ? [] : manageItems(ids, first, mine, standalone, t)),
      ],
      onClick: ({ key }) => {
        setOpen(false);
        run(key, ids, first);
      },
    };
  };
  return { open, setOpen, itemsFor };
}
