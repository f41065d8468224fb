import type { MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStores } from '../../stores/stores-context.tsx';

/** One thing a person can do with a tile; `null` draws a line between groups. */
export interface TileAct {
  readonly key: string;
  readonly label: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  run(): void;
}

export interface TileMenuOf {
  readonly cell: number;
  readonly enlarged: boolean;
}

/** The context menu of a tile with a camera: what its buttons and keys do, under its full name. */
export function useTileMenu({ cell, enlarged }: TileMenuOf): MenuProps {
  const { t } = useTranslation();
  const { wall } = useStores();
  const acts: readonly (TileAct | null)[] = [
    {
      key: 'enlarge',
      label: enlarged ? t('wall.restore') : t('wall.enlarge'),
      run: () => {
        wall.getState().toggleEnlarged(cell);
      },
    },
    null,
    {
      key: 'clear',
      label: t('wall.clearTile'),
      run: () => {
        wall.getState().clear(cell);
      },
    },
  ];
  return {
    items: acts.map((act) =>
      act === null ? { type: 'divider' } : { key: act.key, label: act.label, danger: act.danger ?? false, disabled: act.disabled ?? false },
    ),
    onClick: ({ key, domEvent }) => {
      domEvent.stopPropagation();
      acts.find((act) => act?.key === key)?.run();
    },
  };
}
