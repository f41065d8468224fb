import type { MenuProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStores } from '../../stores/stores-context.tsx';

export interface CameraMenu {
  readonly open: boolean;
  setOpen(open: boolean): void;
  itemsFor(ids: readonly string[]): MenuProps;
}

/** The context menu of the camera list, for one camera or for a whole selection. */
export function useCameraMenu(removeCameras: (ids: readonly string[]) => void): CameraMenu {
  const { t } = useTranslation();
  const { view, wall } = useStores();
  const [open, setOpen] = useState(false);
  const edit = (id: string, testAtOnce: boolean): void => {
    view.getState().open({ kind: 'camera', id, testAtOnce });
  };
  const itemsFor = (ids: readonly string[]): MenuProps => {
    const [first] = ids;
    if (first === undefined) return { items: [] };
    const single = ids.length === 1;
    const count = ids.length;
    return {
      items: [
        { key: 'place', label: single ? t('list.place') : t('list.placeCount', { count }) },
        { type: 'divider' },
        { key: 'edit', label: t('list.edit'), disabled: !single },
        { key: 'test', label: t('list.test'), disabled: !single },
        { type: 'divider' },
        { key: 'remove', danger: true, label: single ? t('list.remove') : t('list.removeCount', { count }) },
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
