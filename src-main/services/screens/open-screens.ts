/** Which window is which screen, from before its page loads until it is gone. */
import { VmsError } from '../../../src-contract/errors.ts';
import { screenNumbers, type ScreenNumber } from '../../../src-contract/model/screen.ts';
import { Emitter } from '../../base/disposable.ts';

export interface OpenScreen {
  readonly screen: ScreenNumber;
  readonly windowId: string;
}

export class OpenScreens {
  /** A screen was opened or closed. */
  readonly changed = new Emitter<undefined>();
  readonly #screens = new Map<string, ScreenNumber>();
  #focused: string | null = null;

  opened(windowId: string, screen: ScreenNumber): void {
    this.#screens.set(windowId, screen);
    this.changed.emit(undefined);
  }

  closed(windowId: string): void {
    if (this.#screens.delete(windowId)) this.changed.emit(undefined);
  }

  /** Throws `unavailable` for a window that is gone. */
  of(windowId: string): ScreenNumber {
    const screen = this.#screens.get(windowId);
    if (screen === undefined) throw new VmsError('unavailable', 'window-gone');
    return screen;
  }

  /** By number. */
  list(): readonly OpenScreen[] {
    return [...this.#screens].map(([windowId, screen]) => ({ screen, windowId })).sort((left, right) => left.screen - right.screen);
  }

  windowOf(screen: ScreenNumber): string | null {
    return this.list().find((open) => open.screen === screen)?.windowId ?? null;
  }

  /** A person works in this window now. */
  focus(windowId: string): void {
    if (this.#screens.has(windowId)) this.#focused = windowId;
  }

  /** The one somebody worked in last; the lowest number before that. `null` while none is open. */
  focused(): OpenScreen | null {
    const open = this.list();
    return open.find(({ windowId }) => windowId === this.#focused) ?? open[0] ?? null;
  }

  /** The lowest number nobody has; `null` when there are as many screens as there may be. */
  free(): ScreenNumber | null {
    const taken = new Set(this.#screens.values());
    return screenNumbers.find((screen) => !taken.has(screen)) ?? null;
  }
}
