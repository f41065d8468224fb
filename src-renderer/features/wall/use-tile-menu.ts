import { CheckOutlined } from '@ant-design/icons';
import type { MenuProps } from 'antd';
import { createElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { OpenedAct } from '../../../src-contract/model/privacy.ts';
import type { Camera } from '../../../src-contract/model/camera.ts';
import { withKey } from '../../lib/keys/chord-text.ts';
import { useKeyOf } from '../../stores/commands/use-key-of.ts';
import { useMay } from '../../stores/use-may.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { replayOf } from './replay-controls.ts';
import { useSnapshot } from './use-snapshot.ts';
import type { TileSources } from './tile-sources.ts';
import { pinChoices } from './tile-quality.ts';

/** One thing a person can do with a tile; `null` draws a line between groups. */
export interface TileAct {
  readonly key: string;
  readonly label: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** The one in force, of several that exclude each other. */
  readonly checked?: boolean;
  run(): void;
}

export interface TileMenuOf {
  readonly cell: number;
  readonly camera: Camera;
  readonly enlarged: boolean;
  readonly sources: TileSources;
}

/** Which of the camera's streams the tile shows; nothing to choose where there is one, or the workstation allows only one. */
function useStreamActs({ cell, camera }: TileMenuOf): readonly TileAct[] {
  const { t } = useTranslation();
  const { tiles, settings } = useStores();
  const pin = useStore(tiles, (state) => state.pins.get(cell)) ?? 'auto';
  const fixed = useStore(settings, (state) => state.settings.streamPreference !== 'auto') || camera.subUrl === null;
  return pinChoices.map((choice) => ({
    key: `stream-${choice}`,
    label: t(`quality.${choice}`),
    disabled: fixed,
    checked: !fixed && choice === pin,
    run: () => {
      tiles.getState().pin(cell, choice);
    },
  }));
}

/** Into the past and back. */
function useReplayActs({ cell, camera, sources }: TileMenuOf): readonly TileAct[] {
  const { t, i18n } = useTranslation();
  const key = useKeyOf('tile.replay');
  const { tiles, settings } = useStores();
  const replaying = useStore(tiles, (state) => state.states.get(cell)?.kind === 'replay');
  const seconds = useStore(settings, (state) => state.settings.replaySeconds);
  const may = useMay('live.replay', camera.id);
  if (replaying) return [{ key: 'live', label: t('replay.toLive'), run: () => replayOf(sources, cell)?.end() }];
  if (!may) return [];
  const label = seconds === 0 ? t('replay.off') : withKey(i18n, t('replay.start', { seconds }), key);
  return [{ key: 'replay', label, disabled: seconds === 0, run: () => replayOf(sources, cell)?.start(seconds * 1000) }];
}

/** Pictures as files: of what is on the glass, and in full size where the camera has a small stream too. */
function useSnapshotActs({ cell, camera, sources }: TileMenuOf): readonly TileAct[] {
  const { t, i18n } = useTranslation();
  const key = useKeyOf('tile.snapshot');
  const take = useSnapshot(sources);
  const may = useMay('snapshot', camera.id);
  if (!may) return [];
  const glass = { key: 'snapshot', label: withKey(i18n, t('snapshot.take'), key), run: () => void take(cell, camera, 'glass') };
  if (camera.subUrl === null) return [glass];
  return [glass, { key: 'snapshot-main', label: t('snapshot.takeMain'), run: () => void take(cell, camera, 'main') }];
}

/** Whether the tile is heard: more than seeing it, hence a right of its own. */
function useSoundActs({ cell, camera }: TileMenuOf): readonly TileAct[] {
  const { t, i18n } = useTranslation();
  const key = useKeyOf('tile.sound');
  const { sound } = useStores();
  const audible = useStore(sound, (state) => state.audible?.cell === cell);
  const may = useMay('live.listen', camera.id);
  if (!may) return [];
  const toggle = (): void => {
    sound.getState().toggle(cell, camera.id);
  };
  return [{ key: 'sound', label: withKey(i18n, audible ? t('sound.off') : t('sound.on'), key), run: toggle }];
}

/** Over what the tile showed before, and into the hot spot where the wall has one. */
function useTrailActs({ cell }: TileMenuOf): readonly TileAct[] {
  const { t } = useTranslation();
  const { wall } = useStores();
  const trail = useStore(wall, (state) => state.trails.get(cell));
  const hot = useStore(wall, ({ history }) => history.present.hotspot !== null && history.present.hotspot !== cell);
  const walk = (way: 'back' | 'forward') => () => {
    wall.getState().walkTrail(cell, way);
  };
  const intoHotspot = {
    key: 'hotspot',
    label: t('layouts.showInHotspot'),
    run: () => {
      wall.getState().showInHotspot(cell);
    },
  };
  return [
    { key: 'back', label: t('layouts.back'), disabled: (trail?.past.length ?? 0) === 0, run: walk('back') },
    { key: 'forward', label: t('layouts.forward'), disabled: (trail?.future.length ?? 0) === 0, run: walk('forward') },
    ...(hot ? [intoHotspot] : []),
  ];
}

/** Parts of the picture that two persons may see, and a past that two persons may look at. */
function useSecondPersonActs({ camera }: TileMenuOf): readonly TileAct[] {
  const { t, i18n } = useTranslation();
  const unmaskKey = useKeyOf('tile.unmask');
  const { privacy, view } = useStores();
  const openings = useStore(privacy, (state) => state.openings);
  const mayLift = useMay('mask.lift', camera.id);
  const mayReplay = useMay('live.replay', camera.id);
  const mayWithSecond = useMay('replay.with-second', camera.id);
  const isOpen = (act: OpenedAct): boolean => openings.some((one) => one.act === act && one.cameraId === camera.id);
  const shut = (act: OpenedAct): TileAct => ({
    key: `shut-${act}`,
    label: withKey(i18n, t(`privacy.menuShut.${act}`), act === 'unmask' ? unmaskKey : null),
    run: () =>
      void privacy
        .getState()
        .shut(act, camera.id)
        .catch(() => undefined), // the tile goes on saying that it is open
  });
  const ask = (act: OpenedAct): TileAct => ({
    key: `ask-${act}`,
    label: withKey(i18n, t(`privacy.menuAsk.${act}`), act === 'unmask' ? unmaskKey : null),
    run: () => {
      view.getState().open({ kind: 'second-person', act, cameraId: camera.id });
    },
  });
  const liftable = (camera.province?.masks?.liftable ?? 0) > 0;
  const sensitive = camera.province?.sensitive === true;
  return [
    ...(isOpen('unmask') ? [shut('unmask')] : mayLift && liftable ? [ask('unmask')] : []),
    ...(isOpen('sensitive-playback')
      ? [shut('sensitive-playback')]
      : sensitive && mayWithSecond && !mayReplay
        ? [ask('sensitive-playback')]
        : []),
  ];
}

/** The context menu of a tile with a camera: what its buttons and keys do, under its full name. */
export function useTileMenu(tile: TileMenuOf): MenuProps {
  const { cell, enlarged } = tile;
  const { t, i18n } = useTranslation();
  const diagnoseKey = useKeyOf('wall.diagnose');
  const { wall, view } = useStores();
  const streams = useStreamActs(tile);
  const replays = useReplayActs(tile);
  const snapshots = useSnapshotActs(tile);
  const sounds = useSoundActs(tile);
  const trails = useTrailActs(tile);
  const twoPersons = useSecondPersonActs(tile);
  const past = [...replays, ...snapshots];
  const acts: readonly (TileAct | null)[] = [
    {
      key: 'enlarge',
      label: enlarged ? t('wall.restore') : t('wall.enlarge'),
      run: () => {
        wall.getState().toggleEnlarged(cell);
      },
    },
    ...sounds,
    ...(past.length === 0 ? [] : [null, ...past]),
    ...(twoPersons.length === 0 ? [] : [null, ...twoPersons]),
    null,
    ...streams,
    null,
    ...trails,
    {
      key: 'diagnose',
      label: withKey(i18n, t('diagnosis.open'), diagnoseKey),
      run: () => {
        view.getState().setDiagnosing(true);
      },
    },
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
      act === null
        ? { type: 'divider' }
        : {
            ...{ key: act.key, label: act.label, danger: act.danger ?? false, disabled: act.disabled ?? false },
            ...(act.checked === true ? { icon: createElement(CheckOutlined) } : {}),
          },
    ),
    onClick: ({ key, domEvent }) => {
      domEvent.stopPropagation();
      acts.find((act) => act?.key === key)?.run();
    },
  };
}
