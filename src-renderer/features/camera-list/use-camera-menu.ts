import type { MenuProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { mayDo } from '../../stores/rights-store.ts';
import { useStores } from '../../stores/stores-context.tsx';

export interface CameraMenu {
  readonly open: boolean;
  setOpen(open: boolean): void;
  itemsFor(ids: readonly string[]): MenuProps;
}

/** The context menu of the camera list, for one camera or for a whole selection. */
export function useCameraMenu(removeCameras: (ids: readonly string[]) => void): CameraMenu {
  const { t } = useTranslation();
  const { view, wall, rights, session } = useStores();
  const mine = useStore(rights, (state) => state.rights);
  const standalone = useStore(session, (state) => state.session.kind === 'standalone');
  const [open, setOpen] = useState(false);
  const edit = (id: string, testAtOnce: boolean): void => {
    view.getState().open({ kind: 'camera', id, testAtOnce });
  };
  const itemsFor = (ids: readonly string[]): MenuProps => {
    const [first] = ids;
    if (first === undefined) return { items: [] };
    const single = ids.length === 1;
    const count = ids.length;
    const mayRemove = standalone && ids.every((id) => mayDo(mine, 'camera.manage', id));
    return {
      items: [
        { key: 'place', label: single ? t('list.place') : t('list.placeCount', { count }) },
        ...(mayDo(mine, 'camera.manage', first)
          ? ([
              { type: 'divider' },
              { key: 'edit', label: t('list.edit'), disabled: !single },
              ...(mayDo(mine, 'camera.test', first) ? [{ key: 'test', label: t('list.test'), disabled: !single }] : []),
            ] as const)
          : []),
        ...(mayRemove
          ? ([
              { type: 'divider' },
              { key: 'remove', danger: true, label: single ? t('list.remove') : t('list.removeCount', { count }) },
            ] as const)
          : []),
      ],
      onClick: ({ key }) => {
        setOpen(false);
        if (key === 'place') wall.getState().placeNext(ids);
        if (key === 'edit') edit(first, false);
        if (key === 'test') edit(first, true);
        if (key === 'remove') removeCameras(ids);
      },
    };
  };
  return {
    open,
    setOpen,
    itemsFor,
  };
}
