/** One FFmpeg child that turns access units into scaled I420 pictures. */
import { PICTURE_HEADER_BYTES } from '../../src-contract/link/records.ts';
import type { MonotonicMs } from '../../src-contract/time.ts';
import type { Clock } from '../base/clock.ts';
import { decodeArguments } from '../ffmpeg/decode.ts';
import { ivfFileHeader, ivfUnitHeader, type IvfCodec } from '../ffmpeg/ivf.ts';
import type { FfmpegRun, StartFfmpeg } from '../ffmpeg/runner.ts';
import { colourOf, type PictureFacts } from './codec/picture-facts.ts';
import { NutReader, type NutFrame } from './nut/reader.ts';
import type { Picture } from './picture.ts';
import type { Size } from './picture-size.ts';
import type { StreamUnit } from './stream-unit.ts';

export interface PictureDecoderOptions {
  readonly codec: IvfCodec;
  readonly facts: PictureFacts;
  readonly size: Size;
  readonly start: StartFfmpeg;
  readonly clock: Clock;
}

export interface PictureDecoderEvents {
  picture(picture: Picture): void;
  /** It ended without being asked to. */
  ended(): void;
}

/** A decoder this far behind will not catch up by itself. Two megabytes alone can be minutes of a quiet scene. */
const backlogBound = 2 * 1024 * 1024;
const behindMs = 3000;
/** Units whose pictures are awaited; more means that the decoder swallows them. */
const maxAwaited = 1024;
/** Room below the first unit for B-frames, which are shown before it: IVF knows no negative time. */
const ptsMarginUs = 10_000_000;

interface Awaited {
  readonly unit: StreamUnit;
  readonly fedMs: MonotonicMs;
}

export class PictureDecoder {
  readonly facts: PictureFacts;
  readonly size: Size;
  readonly #events: PictureDecoderEvents;
  readonly #run: FfmpegRun;
  readonly #header: Uint8Array;
  readonly #awaited = new Map<number, Awaited>();
  readonly #clock: Clock;
  #base: number | null = null;
  #shown = 0;
  #newestUs = Number.NEGATIVE_INFINITY;
  /** Pictures before this time only help to get there. */
  #liveFromUs = Number.NEGATIVE_INFINITY;
  #newestPictureMs = Number.NEGATIVE_INFINITY;
  #over = false;

  constructor({ codec, facts, size, start, clock }: PictureDecoderOptions, events: PictureDecoderEvents) {
    this.#clock = clock;
    this.facts = facts;
    this.size = size;
    this.#events = events;
    this.#header = pictureHeader(size, facts);
    const reader = new NutReader({
      stream: () => undefined,
      frame: (frame) => {
        this.#take(frame);
      },
    });
    const onStdout = (chunk: Uint8Array): void => {
      reader.push(chunk);
    };
    this.#run = start({
      operation: `decode ${codec}`,
      args: decodeArguments(codec, size),
      stdin: null,
      onStdout,
      firstOutputMs: null,
      silenceMs: null,
    });
    this.#run.write(ivfFileHeader(codec, facts.width, facts.height));
    void this.#run.done.then(() => {
      if (!this.#over) this.#events.ended();
      this.#over = true;
    });
  }

  /** Decodes the cached group but shows only its first picture and its last. */
  catchUp(units: readonly StreamUnit[]): void {
    this.#liveFromUs = units.at(-1)?.ptsUs ?? this.#liveFromUs;
    for (const unit of units) this.#write(unit);
  }

  /** Whether the unit goes on in time from what was fed: FFmpeg numbers pictures by it. */
  precedes(unit: StreamUnit): boolean {
    return unit.ptsUs > this.#newestUs;
  }

  /** False when the unit was left out because the decoder is behind; the next one must then be a keyframe. */
  feed(unit: StreamUnit): boolean {
    if (this.#run.inputBacklog() > backlogBound || this.#isBehind()) return false;
    this.#write(unit);
    return true;
  }

  dispose(): void {
    this.#over = true;
    void this.#run.stop();
  }

  #write(unit: StreamUnit): void {
    this.#base ??= unit.ptsUs - ptsMarginUs;
    this.#newestUs = Math.max(this.#newestUs, unit.ptsUs);
    const pts = Math.max(0, Math.round(unit.ptsUs - this.#base));
    this.#awaited.set(pts, { unit, fedMs: this.#clock.now() });
    if (this.#awaited.size > maxAwaited) this.#awaited.delete(this.#awaited.keys().next().value ?? 0);
    this.#run.write(ivfUnitHeader(unit.data.length, pts));
    this.#run.write(unit.data);
  }

  /** Whether pictures come, but long after their units. One that gives none at all starts, or swallowed what it owes. */
  #isBehind(): boolean {
    const oldest = this.#awaited.values().next().value;
    const nowMs = this.#clock.now();
    return oldest !== undefined && nowMs - oldest.fedMs > behindMs && nowMs - this.#newestPictureMs <= behindMs;
  }

  /** Pictures come in the order they are shown: those before this one will not come any more. */
  #forgetBefore(pts: number): void {
    for (const earlier of this.#awaited.keys()) {
      if (earlier > pts) return;
      this.#awaited.delete(earlier);
    }
  }

  #take(frame: NutFrame): void {
    const unit = this.#awaited.get(frame.ptsUs)?.unit;
    const expected = (this.size.width * this.size.height * 3) / 2;
    if (this.#over || unit === undefined || frame.data.length !== expected) return;
    this.#awaited.delete(frame.ptsUs);
    this.#newestPictureMs = this.#clock.now();
    this.#forgetBefore(frame.ptsUs);
    this.#shown += 1;
    if (unit.preroll === true || (this.#shown > 1 && unit.ptsUs < this.#liveFromUs)) return;
    this.#events.picture({ ptsUs: unit.ptsUs, arrivalMs: unit.arrivalMs, header: this.#header, planes: frame.data });
  }
}

/** FFmpeg scales to limited range and leaves the matrix as it was. */
function pictureHeader(size: Size, facts: PictureFacts): Uint8Array {
  const header = new Uint8Array(PICTURE_HEADER_BYTES);
  const view = new DataView(header.buffer);
  view.setUint16(0, size.width, true);
  view.setUint16(2, size.height, true);
  view.setUint8(4, colourOf(facts).matrix === 'bt709' ? 1 : 0);
  return header;
}
