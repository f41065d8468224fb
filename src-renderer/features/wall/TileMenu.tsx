import { Dropdown } from 'antd';
import { useStore } from 'zustand';
import type { Camera } from '../../../src-contract/model/camera.ts';
import { useStores } from '../../stores/stores-context.tsx';
import type { TileSources } from './tile-sources.ts';
import { useTileMenu } from './use-tile-menu.ts';

/** Where a menu was asked for: at which tile, and at which point of the window, CSS pixels. */
export interface MenuPlace {
  readonly cell: number;
  readonly x: number;
  readonly y: number;
}

export interface TileMenuProps {
  readonly place: MenuPlace;
  readonly sources: TileSources;
  readonly onClose: () => void;
}

function OpenMenu({ place, sources, onClose, camera }: TileMenuProps & { readonly camera: Camera }) {
  const { wall } = useStores();
  const enlarged = useStore(wall, (state) => state.history.present.enlarged === place.cell);
  const menu = useTileMenu({ cell: place.cell, camera, enlarged, sources });
  return (
    <Dropdown
      open
      menu={menu}
      trigger={['click']}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      {/* Not quite nothing: the component library opens no menu at what has no size. */}
      <span style={{ position: 'fixed', left: place.x, top: place.y, width: 1, height: 1 }} />
    </Dropdown>
  );
}

/** What can be done with a tile, where the right button asked for it: one menu for the wall, since one in each tile makes a layout of 64 slow to come up. */
export function TileMenu(props: TileMenuProps) {
  const { wall, cameras } = useStores();
  const cameraId = useStore(wall, (state) => state.history.present.cells[props.place.cell] ?? null);
  const camera = useStore(cameras, (state) => (cameraId === null ? undefined : state.byId.get(cameraId)));
  return camera === undefined ? null : <OpenMenu {...props} camera={camera} />;
}
