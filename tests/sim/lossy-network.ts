/** A network that loses, repeats, delays, reorders, cuts off and lies; the server may have acted although nobody hears of it. */
import type { Answer, ProvinceFailure } from '../../src-main/base/sync/province-answer.ts';
import type { Clock } from '../../src-main/base/clock.ts';
import type { Chance } from './chance.ts';

const TIMEOUT_MS = 15_000;

export class LossyNetwork {
  readonly #clock: Clock;
  readonly #chance: Chance;
  /** How bad it is, 0 … 1; 0 at the end of a run, when all must come right. */
  badness: number;
  readonly #parted = new Set<string>();

  constructor(clock: Clock, chance: Chance, badness: number) {
    this.#clock = clock;
    this.#chance = chance;
    this.badness = badness;
  }

  part(client: string, parted: boolean): void {
    if (parted) this.#parted.add(client);
    else this.#parted.delete(client);
  }

  /** `act` runs on the server, perhaps twice, perhaps unheard. `spoil` changes an answer as a broken middlebox would. */
  call<T>(client: string, act: () => Answer<T>, spoil: (value: T) => T): Promise<Answer<T>> {
    return new Promise((resolve) => {
      const end = (answer: Answer<T>, afterMs: number): void => {
        this.#clock.after(afterMs, () => {
          resolve(answer);
        });
      };
      const lost: ProvinceFailure = { kind: 'timeout' };
      if (this.#parted.has(client)) return end({ kind: 'network', code: 'ENETUNREACH' }, 10);
      const early = this.#before();
      if (early !== null) return end(early, early.kind === 'timeout' ? TIMEOUT_MS : 20);
      this.#clock.after(this.#delay(), () => {
        const answer = act();
        // The same request once more, later: a proxy that tries again.
        if (this.#bad(0.1)) this.#clock.after(this.#delay() * 20, () => void act());
        if (this.#bad(0.15)) return end(lost, TIMEOUT_MS);
        if (this.#bad(0.05)) return end({ kind: 'not-our-contract', status: 200 }, this.#delay());
        const heard: Answer<T> = answer.kind === 'answered' && this.#bad(0.08) ? { ...answer, value: spoil(answer.value) } : answer;
        end(heard, this.#delay());
      });
    });
  }

  /** What happens to a request that never arrives. */
  #before(): ProvinceFailure | null {
    if (this.#bad(0.15)) return { kind: 'timeout' };
    if (this.#bad(0.1)) return { kind: 'network', code: 'ECONNRESET' };
    if (this.#bad(0.05)) return { kind: 'not-our-contract', status: 200 };
    return this.#bad(0.08) ? { kind: 'busy', status: 503, afterMs: this.#chance.happens(0.5) ? this.#chance.under(20_000) : null } : null;
  }

  #bad(probability: number): boolean {
    return this.#chance.happens(probability * this.badness);
  }

  #delay(): number {
    return 1 + this.#chance.under(400);
  }
}
