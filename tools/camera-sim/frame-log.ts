/** When each frame was sent: the truth that painted frames and frame age are measured against. */
import { createWriteStream, type WriteStream } from 'node:fs';
import type { Disposable } from '../../src-main/base/disposable.ts';
import type { Profile } from './cameras.ts';

export interface SentFrame {
  readonly camera: number;
  readonly profile: Profile;
  /** Frame number in the picture's block code. */
  readonly index: number;
  /** Frames since the simulator started, not wrapping; gaps are frames not sent. */
  readonly counter: number;
  readonly rtp: number;
  /** Epoch milliseconds, fractional: when the last packet was handed to the socket. */
  readonly sentAt: number;
}

const keptPerStream = 2048;

export class FrameLog implements Disposable {
  readonly #streams = new Map<string, SentFrame[]>();
  readonly #file: WriteStream | null;
  #pending = '';

  /** `file` additionally receives every frame as a line of JSON. */
  constructor(file?: string) {
    this.#file = file === undefined ? null : createWriteStream(file, { flags: 'a' });
    this.#file?.on('error', (failure) => process.stderr.write(`frame log: ${failure.message}\n`));
  }

  add(frame: SentFrame): void {
    const key = `${String(frame.camera)}/${frame.profile}`;
    let kept = this.#streams.get(key);
    if (kept === undefined) this.#streams.set(key, (kept = []));
    kept.push(frame);
    if (kept.length >= keptPerStream * 2) kept.splice(0, keptPerStream);
    if (this.#file === null) return;
    this.#pending += `${JSON.stringify(frame)}\n`;
    if (this.#pending.length > 16_384) this.flush();
  }

  /** Frames sent after `since` (epoch ms), oldest first; the last 2048 of a stream at least are kept. */
  frames(camera: number, profile: Profile, since = 0): SentFrame[] {
    return (this.#streams.get(`${String(camera)}/${profile}`) ?? []).filter((frame) => frame.sentAt > since);
  }

  /** Writes what has gathered for the file. */
  flush(): void {
    if (this.#file === null || this.#pending === '') return;
    this.#file.write(this.#pending);
    this.#pending = '';
  }

  dispose(): void {
    this.flush();
    this.#file?.end();
  }
}
