/** Searches for devices, one per window at a time, told to that window as they go on. */
import type { FoundDevice } from '../../../src-contract/model/device.ts';
import { VmsError } from '../../../src-contract/errors.ts';
import { toDisposable, type Disposable } from '../../base/disposable.ts';
import type { Clock } from '../../base/clock.ts';
import { addressesIn } from '../../onvif/address-range.ts';
import type { SearchListener, SearchOptions } from '../../onvif/discovery.ts';

export interface SearchNews {
  readonly searchId: string;
  readonly found: FoundDevice[];
  readonly gone: string[];
  readonly ended: boolean;
}

export interface DeviceSearchNeeds {
  readonly clock: Pick<Clock, 'after'>;
  readonly newId: () => string;
  /** Where to ask: own addresses and port. */
  readonly ways: () => Pick<SearchOptions, 'interfaces' | 'port'>;
  readonly search: (options: SearchOptions, listener: SearchListener) => Disposable;
  readonly tell: (windowId: string, news: SearchNews) => void;
}

const SECONDS = 6;
/** A network full of cameras answers within a second: a window is told of many at once, not of each. */
const TELL_EVERY_MS = 150;

interface Running extends Disposable {
  readonly searchId: string;
}

export class DeviceSearch implements Disposable {
  readonly #needs: DeviceSearchNeeds;
  readonly #running = new Map<string, Running>();

  constructor(needs: DeviceSearchNeeds) {
    this.#needs = needs;
  }

  /** Throws `invalid-argument` for a range that cannot be asked. */
  start(windowId: string, range: string): { readonly searchId: string; readonly seconds: number } {
    const judged = addressesIn(range);
    if (!judged.ok) throw new VmsError('invalid-argument', `onvif-${judged.problem}`);
    this.#running.get(windowId)?.dispose();
    const searchId = this.#needs.newId();
    let [found, gone]: [FoundDevice[], string[]] = [[], []];
    let due: Disposable | null = null;
    const tell = (ended: boolean): void => {
      due?.dispose();
      due = null;
      this.#needs.tell(windowId, { searchId, found, gone, ended });
      [found, gone] = [[], []];
    };
    const soon = (): void => {
      due ??= this.#needs.clock.after(TELL_EVERY_MS, () => {
        tell(false);
      });
    };
    const searching = this.#needs.search(
      { ...this.#needs.ways(), addresses: judged.addresses, durationMs: SECONDS * 1000 },
      {
        found: (device) => {
          found.push(device);
          soon();
        },
        gone: (id) => {
          gone.push(id);
          soon();
        },
        ended: () => {
          tell(true);
          this.#running.delete(windowId);
        },
      },
    );
    const running = toDisposable(() => {
      due?.dispose();
      searching.dispose();
    });
    this.#running.set(windowId, {
      searchId,
      dispose: () => {
        running.dispose();
      },
    });
    return { searchId, seconds: SECONDS };
  }

  stop(windowId: string, searchId: string): void {
    const running = this.#running.get(windowId);
    if (running?.searchId !== searchId) return;
    running.dispose();
    this.#running.delete(windowId);
    this.#needs.tell(windowId, { searchId, found: [], gone: [], ended: true });
  }

  windowClosed(windowId: string): void {
    this.#running.get(windowId)?.dispose();
    this.#running.delete(windowId);
  }

  dispose(): void {
    for (const running of this.#running.values()) running.dispose();
    this.#running.clear();
  }
}
