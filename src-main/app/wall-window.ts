/** The window of the wall: where it opens, what happens when it closes or its page dies. */
import { FIRST_SCREEN } from '../../src-contract/model/screen.ts';
import type { Clock } from '../base/clock.ts';
import type { DisposableStore } from '../base/disposable.ts';
import type { Log } from '../base/log.ts';
import type { Host, HostWindow } from '../hosts/host.ts';
import type { ContractServer } from '../ipc/contract-server.ts';
import { placeFor, placementOf, placementSchema } from '../services/window-placement.ts';
import type { Services } from './services.ts';

export interface WallWindowNeeds {
  readonly host: Host;
  readonly services: Services;
  readonly server: ContractServer;
  readonly clock: Clock;
  readonly log: Log;
  readonly owned: DisposableStore;
}

export interface WallWindowOptions {
  readonly fullscreen: boolean;
  /** Whether the next start opens where this one ended. */
  readonly remember: boolean;
}

const VIEW = 'wall';
const TITLE = 'Thái Nguyên VMS';
const MEMORY = `window.${VIEW}`;
const RELOAD_DELAY_MS = 1000;
/** A window being dragged tells its place many times a second. */
const SETTLED_AFTER_MS = 1000;

export async function openWallWindow(needs: WallWindowNeeds, options: WallWindowOptions): Promise<HostWindow> {
  const { host, services, server, clock, log, owned } = needs;
  const remembered = services.remembered.get(MEMORY, placementSchema);
  const window = await host.openWindow({
    view: VIEW,
    title: TITLE,
    admit: (windowId) => {
      services.screens.opened(windowId, FIRST_SCREEN);
    },
    place: (displays) => {
      const place = placeFor(remembered, displays);
      return options.fullscreen ? { ...place, fullscreen: true } : place;
    },
  });
  if (options.remember) keepPlace(needs, window);
  owned.add(
    window.onClosed(() => {
      services.screens.closed(window.id);
      services.live.windowClosed(window.id);
      services.outages.windowClosed(window.id);
      server.forgetWindow(window.id);
    }),
  );
  owned.add(
    window.onCrashed((reason) => {
      log.error('window crashed', { reason });
      services.live.windowClosed(window.id);
      services.outages.windowClosed(window.id);
      owned.add(
        clock.after(RELOAD_DELAY_MS, () => {
          window.reload();
        }),
      );
    }),
  );
  owned.add(
    host.onSecondStart(() => {
      window.focus();
    }),
  );
  return window;
}

function keepPlace({ host, services, clock, owned }: WallWindowNeeds, window: HostWindow): void {
  let pending: ReturnType<Clock['after']> | null = null;
  const keep = (): void => {
    if (pending === null) return;
    pending.dispose();
    pending = null;
    const placement = placementOf(window.place(), host.displays());
    if (placement !== null) services.remembered.set(MEMORY, placement);
  };
  owned.add(
    window.onPlaceChanged(() => {
      pending?.dispose();
      pending = clock.after(SETTLED_AFTER_MS, keep);
    }),
  );
  owned.add(window.onClosed(keep));
  owned.add({ dispose: () => pending?.dispose() });
}
