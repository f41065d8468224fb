/** The windows of the program: which are there at the start, what windows are told of each other, and links from outside. */
import { channelOf } from '../../src-contract/ipc/builder.ts';
import { FIRST_SCREEN, type AskedWall, type ScreenNumber } from '../../src-contract/model/screen.ts';
import type { Clock } from '../base/clock.ts';
import type { DisposableStore } from '../base/disposable.ts';
import type { Log } from '../base/log.ts';
import type { Host, HostWindow } from '../hosts/host.ts';
import type { ContractServer } from '../ipc/contract-server.ts';
import { ScreenLayouts } from '../services/arrangements/screen-layouts.ts';
import { BootWalls } from '../services/screens/boot-walls.ts';
import { DeepLinkCalls } from '../services/screens/deep-link-calls.ts';
import { findWalls, libraryOf, type LayoutLibrary } from '../services/screens/kiosk.ts';
import { ScreenWindows } from '../services/screens/screen-windows.ts';
import type { Services } from './services.ts';

type Parts = Pick<
  Services,
  'arrangements' | 'wall' | 'screens' | 'remembered' | 'settings' | 'access' | 'knownCameras' | 'notices' | 'seat'
>;

export function buildScreens(
  host: Host,
  { arrangements, wall, screens, remembered, settings, access, knownCameras, notices, seat }: Parts,
  clock: Clock,
  log: Log,
): Pick<Services, 'screenWindows' | 'identify' | 'handOver' | 'deepLinks' | 'screenLayouts' | 'bootWalls' | 'layoutLibrary'> {
  const keepClosed = (): boolean => settings.current().keepClosedScreens;
  const screenWindows = new ScreenWindows({ host, screens, remembered, keepClosed, clock, log });
  const screenLayouts = new ScreenLayouts({
    arrangements,
    saveWall: (screen, shown) => wall.save(screen, shown),
    isOpen: (screen) => screens.windowOf(screen) !== null,
    open: async (screen) => {
      await screenWindows.open(screen, { place: null, fullscreen: false, remember: true });
    },
  });
  const layoutLibrary = libraryOf(() => arrangements.list());
  const bootWalls = new BootWalls({
    library: layoutLibrary,
    occupied: () => seat.seat.kind === 'standalone' || seat.acting() !== null,
    show: (screen, shown) => wall.save(screen, shown),
    notices,
    log,
  });
  const deepLinks = new DeepLinkCalls({
    screens,
    cameras: () => knownCameras.list(),
    mayView: (cameraId) => access.judge('live.view', { cameraId }).allow,
    showLayout: (layoutId, screen) => screenLayouts.show(screen, layoutId),
    tellCamera: (windowId, cameraId) => {
      host.notify(windowId, channelOf('screens', 'onCamera'), { cameraId });
    },
    focus: (screen) => {
      screenWindows.focus(screen);
    },
    notices,
    log,
  });
  const identify = (): void => {
    const { displays, screens: open } = screenWindows.desk();
    for (const { screen, displayId } of open) {
      const display = displays.find(({ id }) => id === displayId)?.label ?? '';
      host.notify(screens.windowOf(screen), channelOf('screens', 'onIdentify'), { screen, display });
    }
  };
  const handOver: Services['handOver'] = (windowId, handed) => {
    host.notify(windowId, channelOf('wall', 'onExchanged'), handed);
  };
  return { screenWindows, identify, handOver, deepLinks, screenLayouts, bootWalls, layoutLibrary };
}

export interface ScreenNeeds {
  readonly host: Host;
  readonly services: Services;
  readonly server: ContractServer;
  readonly log: Log;
  readonly owned: DisposableStore;
}

export interface ScreenStart {
  readonly fullscreen: boolean;
  /** Walls to boot into, by name; the screens they are on are opened instead of those of the last time. */
  readonly walls: readonly AskedWall[];
  readonly kiosk: boolean;
  /** Whether the screens of the last time come back, and those of now the next time; else there is the first one alone. */
  readonly remember: boolean;
}

/** Opens the screens of the last time; resolves with the first one's window when that is open, the others follow. */
export async function openScreens(needs: ScreenNeeds, { fullscreen, remember, walls, kiosk }: ScreenStart): Promise<HostWindow> {
  const { host, services, log, owned } = needs;
  const { screenWindows, screens, deepLinks } = services;
  owned.add(screenWindows);
  owned.add(screenWindows.follow());
  followWindows(needs);
  owned.add(
    host.onSecondStart(() => {
      const at = screens.focused();
      if (at !== null) screenWindows.focus(at.screen);
    }),
  );
  owned.add(
    host.onDeepLink((link) => {
      deepLinks.open(link);
    }),
  );
  const profile = remember && walls.length === 0 ? screenWindows.kiosk() : [];
  const asked = [...walls, ...profile];
  await services.bootWalls.ask(asked);
  owned.add(services.access.changed.on(() => void services.bootWalls.again()));
  owned.add(services.arrangements.changed.on(() => void services.bootWalls.again()));
  const full = fullscreen || kiosk || profile.length > 0;
  const [first = FIRST_SCREEN, ...others] =
    screensOf(asked, services.layoutLibrary) ?? (remember ? screenWindows.lastOpen() : [FIRST_SCREEN]);
  const window = await screenWindows.open(first, { place: null, fullscreen: full, remember });
  for (const screen of others) {
    screenWindows.open(screen, { place: null, fullscreen: full, remember }).catch((failure: unknown) => {
      log.error('screen not opened', { screen, failure });
      services.notices.post({ id: `screen-${screen}`, severity: 'warning', key: 'screen-not-opened', details: { screen } });
    });
  }
  return window;
}

/** The screens that what is asked for needs, by number; `null` when nothing is asked for. */
function screensOf(asked: readonly AskedWall[], library: LayoutLibrary): readonly ScreenNumber[] | null {
  if (asked.length === 0) return null;
  const named = asked.map(({ screen }) => screen ?? FIRST_SCREEN);
  return [...new Set([...named, ...findWalls(asked, library).walls.keys()])].sort((left, right) => left - right);
}

/** What a window held ends with it or with its page; all others hear how the desk looks now. */
function followWindows({ host, services, server, owned }: ScreenNeeds): void {
  const { screenWindows, live, ptz, outages, openings, deepLinks, deviceSearch } = services;
  owned.add(
    screenWindows.gone.on(({ windowId, closed }) => {
      ptz.windowClosed(windowId, closed ? 'window-closed' : 'window-crashed');
      live.windowClosed(windowId);
      openings.shutThese((thing) => thing.windowId === windowId, 'window-closed');
      outages.windowClosed(windowId);
      deviceSearch.windowClosed(windowId);
      deepLinks.windowGone(windowId);
      if (closed) server.forgetWindow(windowId);
    }),
  );
  owned.add(
    screenWindows.changed.on((desk) => {
      host.notify(null, channelOf('screens', 'onDesk'), desk);
    }),
  );
}
