/** While somebody looks, gathers once a second what this worker and the media process counted for the streams asked for. */
import type { LinkCommand } from '../../../src-contract/link/messages.ts';
import type { StreamDiagnosis, WorkerReport } from '../worker-messages.ts';
import type { StreamPlayback } from './stream-playback.ts';

const TELL_EVERY_MS = 1_000;

interface DiagnosedStream {
  readonly playback: StreamPlayback;
  /** 0 = none. */
  readonly subscription: number;
}

export interface DiagnosisPorts {
  readonly toSharedMs: (workerMs: number) => number;
  stream(id: number): DiagnosedStream | undefined;
  /** To the media process. */
  send(command: LinkCommand): void;
  post(report: WorkerReport): void;
}

export class Diagnosis {
  readonly #ports: DiagnosisPorts;
  #asked: readonly number[] = [];
  #subscriptions = '';
  #linkDelayMs: number | null = null;
  #dueMs = 0;

  constructor(ports: DiagnosisPorts) {
    this.#ports = ports;
  }

  /** These streams from now on; none ends it. */
  ask(streams: readonly number[]): void {
    this.#asked = [...streams];
    this.#dueMs = 0;
    this.#tellMedia();
  }

  /** Another media process, or the same one over a new link: it knows nothing of what was asked. */
  linkOpened(): void {
    this.#subscriptions = '';
  }

  /** A batch took this long to get here, compared with the fastest. */
  linkDelay(delayMs: number): void {
    if (this.#asked.length > 0) this.#linkDelayMs = Math.max(this.#linkDelayMs ?? 0, delayMs);
  }

  tick(nowMs: number, linkUp: boolean): void {
    if (this.#asked.length === 0 || nowMs < this.#dueMs) return;
    this.#dueMs = nowMs + TELL_EVERY_MS;
    if (linkUp) this.#tellMedia();
    const { post, stream, toSharedMs } = this.#ports;
    const streams: StreamDiagnosis[] = [];
    for (const id of this.#asked) {
      const playback = stream(id)?.playback;
      if (playback) streams.push({ stream: id, ...playback.diagnosis(nowMs, this.#linkDelayMs, toSharedMs) });
    }
    this.#linkDelayMs = null;
    post({ kind: 'diagnosis', linkUp, streams });
  }

  /** Subscriptions change with every reconnect, so what was asked for is compared, not remembered. */
  #tellMedia(): void {
    const subscriptions = this.#asked.map((id) => this.#ports.stream(id)?.subscription ?? 0).filter((id) => id > 0);
    const key = subscriptions.join(' ');
    if (key === this.#subscriptions) return;
    this.#subscriptions = key;
    this.#ports.send({ kind: 'diagnose', subscriptions });
  }
}
