/** One camera's sound for any number of listeners: pulled while somebody listens and not a moment longer. */
import type { SoundFormat, SoundState } from '../../../src-contract/link/sound.ts';
import type { Clock } from '../../base/clock.ts';
import { toDisposable, type Disposable } from '../../base/disposable.ts';
import type { Log } from '../../base/log.ts';
import { dialHost, type DialQueue } from '../dial-queue.ts';
import { retryDelayMs } from '../session-rules.ts';
import type { StreamSource } from '../source.ts';
import { hearOnce, type SoundOutcome } from './sound-attempt.ts';
import type { OpenSoundSource, SoundEnd, SoundUnit } from './sound-source.ts';

export interface SoundListener {
  state(state: SoundState): void;
  unit(unit: SoundUnit): void;
}

export interface SoundSessionDependencies {
  readonly source: StreamSource;
  /** `null` where samples are wanted, which only FFmpeg makes. */
  readonly native: OpenSoundSource | null;
  /** `null` = there is no FFmpeg. */
  readonly ffmpeg: () => OpenSoundSource | null;
  readonly dials: DialQueue;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** Nobody listens any more; nothing of it is left. */
  readonly onIdle: () => void;
}

/** After these FFmpeg may do better, and nothing else will. */
const ffmpegAfter: ReadonlySet<SoundEnd> = new Set(['unsupported-codec', 'protocol-error', 'internal']);

export class SoundSession {
  readonly #needs: SoundSessionDependencies;
  readonly #listeners = new Set<SoundListener>();
  #state: SoundState = { kind: 'connecting' };
  #running: { readonly abort: AbortController; readonly done: Promise<void> } | null = null;
  #nativeFails = false;
  #closed = false;

  constructor(needs: SoundSessionDependencies) {
    this.#needs = needs;
  }

  get idle(): boolean {
    return this.#running === null && this.#listeners.size === 0;
  }

  /** The listener hears the present state at once. */
  attach(listener: SoundListener): Disposable {
    this.#listeners.add(listener);
    this.#start();
    listener.state(this.#state);
    return toDisposable(() => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      if (this.#running === null) this.#needs.onIdle();
      else this.#running.abort.abort();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#running?.abort.abort();
    await this.#running?.done;
  }

  #start(): void {
    if (this.#running !== null || this.#closed) return;
    const abort = new AbortController();
    this.#state = { kind: 'connecting' };
    const done = this.#run(abort.signal).then(() => {
      this.#running = null;
      if (this.#listeners.size === 0) this.#needs.onIdle();
      // Somebody came while the last pull was being ended.
      else if (abort.signal.aborted) this.#start();
    });
    this.#running = { abort, done };
  }

  async #run(signal: AbortSignal): Promise<void> {
    let failuresInRow = 0;
    while (!signal.aborted) {
      this.#tell({ kind: 'connecting' });
      const outcome = await this.#once(signal);
      if (outcome === null) return;
      const { reason, heard } = outcome;
      if (reason === 'no-sound') {
        this.#tell({ kind: 'none' });
        return;
      }
      if (ffmpegAfter.has(reason) && !this.#nativeFails && this.#needs.native !== null && this.#needs.ffmpeg() !== null) {
        this.#nativeFails = true;
        continue;
      }
      failuresInRow = outcome.good ? 1 : failuresInRow + 1;
      const inMs = retryDelayMs({ reason, played: heard, failuresInRow }, this.#needs.random);
      this.#needs.log.info('sound lost', { reason, retryInMs: Math.round(inMs) });
      this.#tell({ kind: 'retrying', reason, inMs });
      await this.#pause(inMs, signal);
    }
  }

  /** One dial and all that is heard of it; `null` when nobody listens any more. */
  async #once(signal: AbortSignal): Promise<SoundOutcome | null> {
    const { clock, dials, source, ffmpeg, native } = this.#needs;
    const open = native === null || this.#nativeFails ? ffmpeg() : native;
    if (open === null) return { reason: 'ffmpeg-missing', heard: false, good: false };
    const slot = await dials.acquire(dialHost(source.url), signal);
    if (slot === null) return null;
    const events = {
      format: (format: SoundFormat): void => {
        this.#tell({ kind: 'playing', format });
      },
      unit: (unit: SoundUnit): void => {
        slot.release();
        for (const listener of this.#listeners) listener.unit(unit);
      },
    };
    try {
      return await hearOnce(open, source, clock, events, signal);
    } finally {
      slot.release();
    }
  }

  #tell(state: SoundState): void {
    if (state.kind === 'connecting' && this.#state.kind === 'connecting') return;
    this.#state = state;
    for (const listener of this.#listeners) listener.state(state);
  }

  #pause(delayMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const finish = (): void => {
        timer.dispose();
        signal.removeEventListener('abort', finish);
        resolve();
      };
      const timer = this.#needs.clock.after(delayMs, finish);
      signal.addEventListener('abort', finish, { once: true });
      if (signal.aborted) finish();
    });
  }
}
