/** Which FFmpeg the program uses, found anew when the setting changes. */
import type { FfmpegStatus } from '../../src-contract/ipc/app.ts';
import { Emitter } from '../base/disposable.ts';
import type { ResolvedFfmpeg } from '../ffmpeg/resolve.ts';

/** Looks for an FFmpeg: the given path, or with `null` the bundled one and then PATH. Never rejects. */
export type FindFfmpeg = (chosenPath: string | null) => Promise<ResolvedFfmpeg>;

export class FfmpegService {
  readonly changed = new Emitter<ResolvedFfmpeg>();
  readonly #find: FindFfmpeg;
  #status: FfmpegStatus = { kind: 'checking' };
  #search = 0;

  constructor(find: FindFfmpeg) {
    this.#find = find;
  }

  status(): FfmpegStatus {
    return this.#status;
  }

  /** Looks without choosing. */
  async probe(chosenPath: string | null): Promise<FfmpegStatus> {
    return (await this.#find(chosenPath)).status;
  }

  /** Searches and tells; a search overtaken by a later one tells nothing. */
  async refresh(chosenPath: string | null): Promise<void> {
    const search = ++this.#search;
    const found = await this.#find(chosenPath);
    if (search !== this.#search) return;
    this.#status = found.status;
    this.changed.emit(found);
  }
}
