/** The windows of the program: which are there at the start, what windows are told of each other, and links from outside. */
import { channelOf } from '../../src-contract/ipc/builder.ts';
import { FIRST_SCREEN } from '../../src-contract/model/screen.ts';
import type { Clock } from '../base/clock.ts';
import type { DisposableStore } from '../base/disposable.ts';
import type { Log } from '../base/log.ts';
import type { Host, HostWindow } from '../hosts/host.ts';
import type { ContractServer } from '../ipc/contract-server.ts';
import { ScreenLayouts } from '../services/arrangements/screen-layouts.ts';
import { DeepLinkCalls } from '../services/screens/deep-link-calls.ts';
import { ScreenWindows } from '../services/screens/screen-windows.ts';
import type { Services } from './services.ts';

type Parts = Pick<Services, 'arrangements' | 'wall' | 'screens' | 'remembered' | 'settings' | 'access' | 'knownCameras' | 'notices'>;

export function buildScreens(
  host: Host,
  { arrangements, wall, screens, remembered, settings, access, knownCameras, notices }: Parts,
  clock: Clock,
  log: Log,
): Pick<Services, 'screenWindows' | 'identify' | 'deepLinks' | 'screenLayouts'> {
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
  return { screenWindows, identify, deepLinks, screenLayouts };
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
  /** Whether the screens of the last time come back, and those of now the next time; else there is the first one alone. */
  readonly remember: boolean;
}

/** Opens the screens of the last time; resolves with the first one's window when that is open, the others follow. */
export async function openScreens(needs: ScreenNeeds, { fullscreen, remember }: ScreenStart): Promise<HostWindow> {
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
  const [first = FIRST_SCREEN, ...others] = remember ? screenWindows.lastOpen() : [FIRST_SCREEN];
  const window = await screenWindows.open(first, { place: null, fullscreen, remember });
  for (const screen of others) {
    screenWindows.open(screen, { place: null, fullscreen, remember }).catch((failure: unknown) => {
      log.error('screen not opened', { screen, failure });
      services.notices.post({ id: `screen-${screen}`, severity: 'warning', key: 'screen-not-opened', details: { screen } });
    });
  }
  return window;
}

/** What a window held ends with it or with its page; all others hear how the desk looks now. */
function followWindows({ host, services, server, owned }: ScreenNeeds): void {
  const { screenWindows, live, ptz, outages, deepLinks } = services;
  owned.add(
    screenWindows.gone.on(({ windowId, closed }) => {
      ptz.windowClosed(windowId, closed ? 'window-closed' : 'window-crashed');
      live.windowClosed(windowId);
      outages.windowClosed(windowId);
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
