/** The windows of the program, each a screen: opens, closes and moves them, and keeps them where their displays are. */
import { z } from 'zod';
import { VmsError } from '../../../src-contract/errors.ts';
import {
  MAX_SCREENS,
  screenNumberSchema,
  type AskedWall,
  type Desk,
  type DeskScreen,
  type ScreenNumber,
} from '../../../src-contract/model/screen.ts';
import type { Clock } from '../../base/clock.ts';
import { DisposableStore, Emitter, type Disposable } from '../../base/disposable.ts';
import type { Log } from '../../base/log.ts';
import type { Display, Host, HostWindow, WindowPlace } from '../../hosts/host.ts';
import type { Remembered } from '../remembered.ts';
import { displayUnder, placementOf, placementSchema, placeFor, placeOver, rehomed, type Placement } from '../window-placement.ts';
import { kioskProfileSchema } from './kiosk.ts';
import type { OpenScreens } from './open-screens.ts';

export interface ScreenWindowNeeds {
  readonly host: Pick<Host, 'displays' | 'onDisplaysChanged' | 'openWindow'>;
  readonly screens: OpenScreens;
  readonly remembered: Pick<Remembered, 'get' | 'set' | 'keep'>;
  /** Whether a screen that a person closes is there again at the next start. */
  readonly keepClosed: () => boolean;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Log;
}

export interface OpenOptions {
  /** `null`: where it was, or over the whole primary display. */
  readonly place: ((displays: readonly Display[]) => WindowPlace | null) | null;
  readonly fullscreen: boolean;
  /** Whether the next start opens it, and where this one left it. */
  readonly remember: boolean;
}

interface Held {
  readonly window: HostWindow;
  readonly remember: boolean;
  /** Where a person has put it; what it goes back to when its display returns. */
  home: Placement | null;
  away: boolean;
}

const VIEW = 'wall';
const TITLE = 'Thái Nguyên VMS';
const OPEN = 'screens.open';
const KIOSK = 'screens.kiosk';
const openSchema = z.array(screenNumberSchema).max(MAX_SCREENS);
const RELOAD_DELAY_MS = 1000;
/** A window being dragged tells its place many times a second. */
const SETTLED_AFTER_MS = 1000;
/** After the displays have changed, the system and we move windows; no person did. */
const UPHEAVAL_MS = 4000;
/** Windows closed so shortly before the end of the program were closed by it. */
const FORGET_AFTER_MS = 2000;

const placeName = (screen: ScreenNumber): string => (screen === 1 ? `window.${VIEW}` : `window.${VIEW}.${screen}`);

export class ScreenWindows implements Disposable {
  /** The picture of the desk is another one. */
  readonly changed = new Emitter<Desk>();
  /** A window is gone, or its page died: what it held ends. */
  readonly gone = new Emitter<{ readonly windowId: string; readonly closed: boolean }>();
  readonly #needs: ScreenWindowNeeds;
  readonly #held = new Map<ScreenNumber, Held>();
  readonly #owned = new DisposableStore();
  readonly #settling = new Map<ScreenNumber, Disposable>();
  #upheaval: Disposable | null = null;
  #forgetting: Disposable | null = null;

  constructor(needs: ScreenWindowNeeds) {
    this.#needs = needs;
  }

  /** From now on windows follow their displays. */
  follow(): Disposable {
    return this.#owned.add(
      this.#needs.host.onDisplaysChanged((displays) => {
        this.#rehome(displays);
      }),
    );
  }

  /** The screens that were open when the program ran last; the first one at least. */
  lastOpen(): readonly ScreenNumber[] {
    const open = this.#needs.remembered.get(OPEN, openSchema) ?? [];
    return open.length === 0 ? [1] : [...new Set(open)].sort((left, right) => left - right);
  }

  /** What the workstation boots into; empty for none. */
  kiosk(): readonly AskedWall[] {
    return this.#needs.remembered.get(KIOSK, kioskProfileSchema)?.walls ?? [];
  }

  /** Rejects when it cannot be stored. */
  async setKiosk(walls: readonly AskedWall[]): Promise<void> {
    await this.#needs.remembered.keep(KIOSK, { walls });
  }

  window(screen: ScreenNumber): HostWindow | null {
    return this.#held.get(screen)?.window ?? null;
  }

  async open(screen: ScreenNumber, options: OpenOptions): Promise<HostWindow> {
    const { host, remembered } = this.#needs;
    const home = remembered.get(placeName(screen), placementSchema);
    let id = '';
    const window = await host
      .openWindow({
        view: VIEW,
        title: TITLE,
        admit: (windowId) => {
          id = windowId;
          this.#needs.screens.opened(windowId, screen);
        },
        place: (displays) => {
          const place = options.place?.(displays) ?? this.#placeFor(screen, home, displays);
          return options.fullscreen ? { ...place, fullscreen: true } : place;
        },
      })
      .catch((failure: unknown) => {
        this.#needs.screens.closed(id);
        throw failure;
      });
    const placed = placementOf(window.place(), host.displays());
    const away = home !== null && placed !== null && options.place === null && home.display.id !== placed.display.id;
    this.#held.set(screen, { window, remember: options.remember, home: away ? home : placed, away });
    this.#watch(screen, window);
    this.#keepOpen();
    this.#tell();
    return window;
  }

  /** One more, over all of a display; `null`: beside the others. */
  async openOn(displayId: string | null): Promise<ScreenNumber> {
    const screen = this.#needs.screens.free();
    if (screen === null) throw new VmsError('too-large', 'too-many-screens', { max: MAX_SCREENS });
    const display = displayId === null ? null : this.#display(displayId);
    await this.open(screen, { place: display === null ? null : () => placeOver(display, false), fullscreen: false, remember: true });
    return screen;
  }

  /** Rejects to close the last one: that ends the program, which its own button does. */
  close(screen: ScreenNumber): void {
    const { window } = this.#open(screen);
    if (this.#held.size === 1) throw new VmsError('conflict', 'screen-last');
    window.close();
  }

  focus(screen: ScreenNumber): void {
    this.#open(screen).window.focus();
  }

  /** Over all of that display; full screen stays full screen. */
  move(screen: ScreenNumber, displayId: string): void {
    const held = this.#open(screen);
    const place = placeOver(this.#display(displayId), held.window.place().fullscreen);
    held.home = placementOf(place, this.#needs.host.displays());
    held.away = false;
    held.window.moveTo(place);
    this.#keepPlace(screen, held);
    this.#tell();
  }

  desk(): Desk {
    const displays = this.#needs.host.displays();
    return {
      displays: displays.map(({ id, label, bounds, scale, primary }) => ({ id, label, area: bounds, scale, primary })),
      screens: [...this.#held]
        .sort(([left], [right]) => left - right)
        .map(([screen, { window, away }]): DeskScreen => {
          const place = window.place();
          const display = displayUnder(place, displays);
          const area = display !== undefined && (place.maximised || place.fullscreen) ? display.workArea : place.bounds;
          return { screen, area, fullscreen: place.fullscreen, displayId: display?.id ?? null, away };
        }),
    };
  }

  dispose(): void {
    this.#owned.dispose();
    this.#upheaval?.dispose();
    this.#forgetting?.dispose();
    for (const waiting of this.#settling.values()) waiting.dispose();
  }

  #open(screen: ScreenNumber): Held {
    const held = this.#held.get(screen);
    if (held === undefined) throw new VmsError('not-found', 'screen-not-open', { screen });
    return held;
  }

  #display(displayId: string): Display {
    const display = this.#needs.host.displays().find(({ id }) => id === displayId);
    if (display === undefined) throw new VmsError('not-found', 'display-gone');
    return display;
  }

  /** A screen that was never open comes where the fewest are. */
  #placeFor(screen: ScreenNumber, home: Placement | null, displays: readonly Display[]): WindowPlace {
    const homes = new Map([...this.#held].map(([key, held]): [ScreenNumber, Placement | null] => [key, held.home]));
    if (home !== null) return rehomed(homes.set(screen, home), displays).get(screen)?.place ?? placeFor(home, displays);
    const taken = new Set([...this.#held.values()].map(({ window }) => displayUnder(window.place(), displays)?.id));
    const free = displays.find(({ id }) => !taken.has(id));
    return free === undefined || this.#held.size === 0 ? placeFor(null, displays) : placeOver(free, false);
  }

  #watch(screen: ScreenNumber, window: HostWindow): void {
    const { clock, log, screens } = this.#needs;
    const of = this.#owned.add(new DisposableStore());
    of.add(
      window.onPlaceChanged(() => {
        this.#settling.get(screen)?.dispose();
        this.#settling.set(
          screen,
          clock.after(SETTLED_AFTER_MS, () => {
            this.#settle(screen);
          }),
        );
      }),
    );
    of.add(
      window.onCrashed((reason) => {
        log.error('window crashed', { screen, reason });
        this.gone.emit({ windowId: window.id, closed: false });
        of.add(
          clock.after(RELOAD_DELAY_MS, () => {
            window.reload();
          }),
        );
      }),
    );
    window.onClosed(() => {
      of.dispose();
      this.#settle(screen);
      this.#held.delete(screen);
      screens.closed(window.id);
      this.gone.emit({ windowId: window.id, closed: true });
      this.#forgetting?.dispose();
      this.#forgetting = clock.after(FORGET_AFTER_MS, () => {
        this.#keepOpen();
      });
      this.#tell();
    });
  }

  /** The window has stopped moving: this is where the person wants it, unless it was not a person who moved it. */
  #settle(screen: ScreenNumber): void {
    const waiting = this.#settling.get(screen);
    const held = this.#held.get(screen);
    this.#settling.delete(screen);
    waiting?.dispose();
    if (waiting === undefined || held === undefined) return;
    if (this.#upheaval === null) {
      held.home = placementOf(held.window.place(), this.#needs.host.displays()) ?? held.home;
      held.away = false;
      this.#keepPlace(screen, held);
    }
    this.#tell();
  }

  #keepPlace(screen: ScreenNumber, { remember, home }: Held): void {
    if (remember && home !== null) this.#needs.remembered.set(placeName(screen), home);
  }

  #keepOpen(): void {
    const kept = [...this.#held].filter(([, { remember }]) => remember).map(([screen]) => screen);
    if (kept.length === 0) return;
    const before = this.#needs.keepClosed() ? (this.#needs.remembered.get(OPEN, openSchema) ?? []) : [];
    const open = [...new Set([...before, ...kept])].sort((left, right) => left - right);
    this.#needs.remembered.set(OPEN, open);
  }

  #rehome(displays: readonly Display[]): void {
    this.#upheaval?.dispose();
    this.#upheaval = this.#needs.clock.after(UPHEAVAL_MS, () => {
      this.#upheaval = null;
    });
    for (const waiting of this.#settling.values()) waiting.dispose();
    this.#settling.clear();
    const homes = new Map([...this.#held].map(([screen, { home }]): [ScreenNumber, Placement | null] => [screen, home]));
    for (const [screen, { place, away }] of rehomed(homes, displays)) {
      const held = this.#held.get(screen);
      if (held?.home === undefined || held.home === null) continue;
      if (away !== held.away) this.#needs.log.info(away ? 'screen away from its display' : 'screen back on its display', { screen });
      const moved = away !== held.away || !stands(held.window.place(), place);
      held.away = away;
      if (moved) held.window.moveTo(place);
    }
    this.#tell();
  }

  #tell(): void {
    this.changed.emit(this.desk());
  }
}

/** Whether a window is where it should be; systems round. */
function stands(now: WindowPlace, wanted: WindowPlace): boolean {
  const near = (side: keyof WindowPlace['bounds']): boolean => Math.abs(now.bounds[side] - wanted.bounds[side]) <= 2;
  return (
    now.maximised === wanted.maximised && now.fullscreen === wanted.fullscreen && near('x') && near('y') && near('width') && near('height')
  );
}
