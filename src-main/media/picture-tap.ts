/**
 * Pictures for viewers that cannot decode a stream: one FFmpeg decoder per stream, in the largest
 * size anybody wants, running only while somebody wants it.
 */
import { backoffMs } from '../base/backoff.ts';
import type { Clock } from '../base/clock.ts';
import { toDisposable, type Disposable } from '../base/disposable.ts';
import type { StartFfmpeg } from '../ffmpeg/runner.ts';
import type { Picture } from './picture.ts';
import { PictureDecoder } from './picture-decoder.ts';
import { covering, pictureSize, type Size } from './picture-size.ts';
import type { StreamFormat, StreamUnit } from './stream-unit.ts';
import type { UnitFeed } from './unit-feed.ts';

export interface PictureViewer {
  picture(picture: Picture): void;
  /** A unit was left out because the decoder is behind: there will be no picture of it. */
  missed(): void;
  /** The decoder died; another is started in `inMs`. */
  failed(inMs: number, attempt: number): void;
  /** Pictures come again after a failure. */
  recovered(): void;
}

export interface PictureTapDependencies {
  readonly session: UnitFeed;
  /** `null` = there is no FFmpeg. */
  readonly start: () => StartFfmpeg | null;
  readonly clock: Clock;
  readonly random: () => number;
}

const resizeAfterMs = 500;
const restartDelaysMs = [500, 1000, 2000, 5000, 10_000] as const;

export class PictureTap {
  readonly #dependencies: PictureTapDependencies;
  readonly #viewers = new Map<PictureViewer, Size>();
  #session: Disposable | null = null;
  #decoder: PictureDecoder | null = null;
  #resize: Disposable | null = null;
  #restart: Disposable | null = null;
  #failures = 0;
  /** A unit was missed since the last keyframe, so the decoder waits for the next one. */
  #torn = true;

  constructor(dependencies: PictureTapDependencies) {
    this.#dependencies = dependencies;
  }

  attach(viewer: PictureViewer, size: Size): Disposable & { resize(size: Size): void } {
    this.#viewers.set(viewer, size);
    this.#session ??= this.#listen();
    if (this.#decoder === null) this.#begin();
    else this.#resizeSoon();
    const end = toDisposable(() => {
      this.#viewers.delete(viewer);
      if (this.#viewers.size === 0) this.#end();
      else this.#resizeSoon();
    });
    const resize = (next: Size): void => {
      this.#viewers.set(viewer, next);
      this.#resizeSoon();
    };
    return {
      dispose: () => {
        end.dispose();
      },
      resize,
    };
  }

  #listen(): Disposable {
    return this.#dependencies.session.attach({
      state: () => undefined,
      format: (format) => {
        this.#reformat(format);
      },
      unit: (unit) => {
        this.#feed(unit);
      },
    });
  }

  #wantedSize(format: StreamFormat): Size {
    return pictureSize(format.facts, covering([...this.#viewers.values()]));
  }

  /** Starts a decoder from the cached group. Pictures of the past are skipped except the first, which is there at once. */
  #begin(): void {
    const { session, clock } = this.#dependencies;
    const startFfmpeg = this.#dependencies.start();
    const format = session.format;
    const units = session.cache.units();
    if (startFfmpeg === null || format === null || format.codec === 'other' || units.length === 0 || this.#restart !== null) return;
    const decoder = new PictureDecoder(
      { codec: format.codec, facts: format.facts, size: this.#wantedSize(format), start: startFfmpeg, clock },
      {
        picture: (picture) => {
          if (this.#decoder !== decoder) return;
          if (this.#failures > 0) for (const viewer of this.#viewers.keys()) viewer.recovered();
          this.#failures = 0;
          for (const viewer of this.#viewers.keys()) viewer.picture(picture);
        },
        ended: () => {
          if (this.#decoder === decoder) this.#crashed();
        },
      },
    );
    this.#decoder = decoder;
    decoder.catchUp(units);
    this.#torn = !session.cache.complete;
  }

  #feed(unit: StreamUnit): void {
    // A loss within a connection needs no other decoder: the keyframe that follows it begins anew in the same one.
    if (unit.discontinuity && this.#decoder?.precedes(unit) === false) this.#stopDecoder();
    if (this.#decoder === null) {
      // The session caches a unit before it tells viewers, so the cache already ends with this one.
      if (unit.keyframe) this.#begin();
      return;
    }
    const fed = (!this.#torn || unit.keyframe) && this.#decoder.feed(unit);
    this.#torn = !fed;
    if (!fed) for (const viewer of this.#viewers.keys()) viewer.missed();
  }

  #reformat(format: StreamFormat): void {
    if (this.#decoder !== null && this.#decoder.facts !== format.facts) this.#stopDecoder();
  }

  #resizeSoon(): void {
    this.#resize?.dispose();
    this.#resize = this.#dependencies.clock.after(resizeAfterMs, () => {
      const { format } = this.#dependencies.session;
      const size = format === null ? null : this.#wantedSize(format);
      if (size === null || this.#decoder === null || (this.#decoder.size.width === size.width && this.#decoder.size.height === size.height))
        return;
      this.#stopDecoder();
      this.#begin();
    });
  }

  #crashed(): void {
    this.#decoder = null;
    this.#failures += 1;
    const inMs = backoffMs(this.#failures, restartDelaysMs, this.#dependencies.random);
    for (const viewer of this.#viewers.keys()) viewer.failed(inMs, this.#failures);
    this.#restart = this.#dependencies.clock.after(inMs, () => {
      this.#restart = null;
      if (this.#viewers.size > 0) this.#begin();
    });
  }

  #stopDecoder(): void {
    this.#decoder?.dispose();
    this.#decoder = null;
  }

  #end(): void {
    this.#stopDecoder();
    for (const timer of [this.#resize, this.#restart, this.#session]) timer?.dispose();
    this.#resize = null;
    this.#restart = null;
    this.#session = null;
    this.#failures = 0;
  }
}
