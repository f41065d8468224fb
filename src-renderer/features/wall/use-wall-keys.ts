import { App } from 'antd';
import { useEffect, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { mayTouch } from '../../stores/session-screen.ts';
import type { Stores } from '../../stores/stores.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { runTileCommand } from './run-tile-command.ts';
import { tileCommandOf } from './tile-keys.ts';
import { nextPin } from './tile-quality.ts';
import { useSnapshot } from './use-snapshot.ts';
import type { TileSources } from './tile-sources.ts';
import { wallCommandOf, type WallCommand } from './wall-keys.ts';

/** Puts the camera with the typed number into the selected tile; `false` when there is none. */
function callByNumber({ view, cameras, wall }: Stores): boolean {
  const number = Number(view.getState().typedNumber);
  view.getState().setTypedNumber('');
  const camera = cameras.getState().ordered.find((candidate) => candidate.number === number);
  if (camera !== undefined) wall.getState().placeAt(wall.getState().selected, [camera.id]);
  return camera !== undefined;
}

function run(command: Exclude<WallCommand, { readonly kind: 'call' }>, { view, wall, tiles, cameras, sound }: Stores): void {
  const { typedNumber, setTypedNumber, diagnosing, setDiagnosing, open } = view.getState();
  const { selected, history, ...actions } = wall.getState();
  switch (command.kind) {
    case 'move':
      actions.moveSelection(command.direction);
      return;
    case 'swap':
      actions.swapWithNeighbour(command.direction);
      return;
    case 'enlarge':
      if (history.present.cells[selected] != null || history.present.enlarged === selected) actions.toggleEnlarged(selected);
      return;
    case 'clear':
      actions.clear(selected);
      return;
    case 'quality':
      if (cameras.getState().byId.has(history.present.cells[selected] ?? '')) {
        tiles.getState().pin(selected, nextPin(tiles.getState().pins.get(selected)));
      }
      return;
    case 'sound': {
      const camera = cameras.getState().byId.get(history.present.cells[selected] ?? '');
      if (camera !== undefined) sound.getState().toggle(selected, camera.id);
      return;
    }
    case 'digit':
      setTypedNumber(typedNumber + command.digit);
      return;
    case 'erase-digit':
      setTypedNumber(typedNumber.slice(0, -1));
      return;
    case 'diagnose':
      setDiagnosing(!diagnosing);
      return;
    case 'overview':
      open({ kind: 'overview' });
      return;
    case 'escape':
      if (typedNumber !== '') setTypedNumber('');
      else if (diagnosing) setDiagnosing(false);
      else actions.restore();
      return;
  }
}

/** The keyboard path over the wall: works while the wall, or nothing at all, has the focus. */
export function useWallKeys(grid: RefObject<HTMLElement | null>, sources: TileSources): void {
  const stores = useStores();
  const { t } = useTranslation();
  const { message } = App.useApp();
  const takeSnapshot = useSnapshot(sources);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const target = event.target instanceof Element ? event.target : null;
      const here = target === document.body || grid.current?.contains(target) === true;
      if (!here || stores.view.getState().dialog.kind !== 'none' || event.altKey || event.isComposing) return;
      if (!mayTouch(stores.session.getState().session)) return;
      if (target?.closest('button') != null && (event.key === 'Enter' || event.key === ' ')) return;
      if (target instanceof HTMLInputElement) return;
      const { typedNumber } = stores.view.getState();
      const pressed = { key: event.key, ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey, typed: typedNumber };
      const cell = stores.wall.getState().selected;
      const { states, zooms } = stores.tiles.getState();
      const ofTile = tileCommandOf({ ...pressed, replaying: states.get(cell)?.kind === 'replay', zoomed: zooms.has(cell) });
      if (ofTile !== null) {
        event.preventDefault();
        const camera = stores.cameras.getState().byId.get(stores.wall.getState().history.present.cells[cell] ?? '');
        if (ofTile.kind !== 'snapshot') runTileCommand(ofTile, cell, sources, stores);
        else if (camera !== undefined) void takeSnapshot(cell, camera, 'glass');
        return;
      }
      const command = wallCommandOf(pressed);
      if (command === null) return;
      event.preventDefault();
      if (command.kind !== 'call') run(command, stores);
      else if (!callByNumber(stores)) void message.warning(t('wall.typedUnknown', { number: typedNumber }));
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [grid, sources, stores, takeSnapshot, message, t]);
}
