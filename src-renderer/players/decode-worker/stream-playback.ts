import { streamConfigSchema, type Carried } from '../../../src-contract/link/messages.ts';
import { DISCONTINUITY, KEYFRAME, PREROLL, type LinkRecord } from '../../../src-contract/link/records.ts';
import { mediaDiagnosticsSchema, type MediaDiagnostics } from '../../../src-contract/model/diagnostics.ts';
import { streamStateSchema, type StreamState } from '../../../src-contract/model/stream-state.ts';
import type { StreamLevel } from '../overload/ladder.ts';
import type { StreamDiagnosis, StreamStatus } from '../worker-messages.ts';
import type { PixelSize } from '../pixel-size.ts';
import { CameraClock, type CameraTimeReading } from './camera-clock.ts';
import type { CodecFactory, UnitDecoder } from './codec-factory.ts';
import { decoderMemoryKey, type DecoderMemory } from './decoder-memory.ts';
import { decoderConfig } from './decoder-config.ts';
import { pressureOfReplay } from './decoder-pressure.ts';
import { FedUnits } from './fed-units.ts';
import type { FrameLedger } from './frame-ledger.ts';
import { FrameQueue, type QueuedFrame } from './frame-queue.ts';
import { decoderDiagnostics, PlaybackCounts } from './playback-counts.ts';
import { pictureExtent, pictureInit, readPicture, type FrameExtent } from './picture-frame.ts';
import { PictureProbe } from './picture-probe.ts';
import { PictureWatch } from './picture-watch.ts';
import { parse } from './record-payload.ts';
import { originOf } from './source-origin.ts';
import { initialMachineState, reduce, type MachineEffect, type MachineEvent, type MachineState } from './stream-machine.ts';
import { UnitThinning } from './unit-thinning.ts';

/** The arrival of a unit that is decoded only for those after it. */
const UNSEEN = Number.NaN;

export interface PlaybackPorts {
  readonly now: () => number;
  readonly ledger: FrameLedger;
  readonly memory: DecoderMemory;
  readonly codecs: CodecFactory;
  /** Its units are of the past: their age says nothing about how far behind this worker is. */
  readonly replay: boolean;
  /** Tells the media process to carry the other thing. */
  want(carried: 'units' | 'pictures'): void;
  /** Something a person may be waiting to see has changed. */
  changed(): void;
}

/** One distinct stream of the window: its decoder and its frames waiting for the tick, however many tiles show it. */
export class StreamPlayback {
  readonly #ports: PlaybackPorts;
  readonly #queue: FrameQueue;
  readonly #fed = new FedUnits();
  readonly #cameraClock = new CameraClock();
  readonly #watch = new PictureWatch();
  readonly #probe: PictureProbe;
  #machine: MachineState = initialMachineState;
  #decoder: UnitDecoder | null = null;
  #wanted: 'units' | 'pictures' = 'units';
  #covered = false;
  #linkState: StreamState | null = null;
  #linkStateAtMs = 0;
  #nextSequence: number | null = null;
  #droppedFrames = 0;
  readonly #counts = new PlaybackCounts();
  #media: { readonly diagnostics: MediaDiagnostics; readonly atMs: number } | null = null;
  #skippedFrames = 0;
  readonly #thinning = new UnitThinning();

  constructor(ports: PlaybackPorts) {
    this.#ports = ports;
    this.#queue = new FrameQueue(ports.ledger);
    this.#probe = new PictureProbe(ports.ledger, (place, sample) => {
      this.#watch.sample(place, sample, ports.now());
    });
  }

  get wanted(): Carried {
    return this.#covered ? 'nothing' : this.#wanted;
  }

  /** Nobody can see it: gives up decoder and frames until it is seen again. Returns whether that is news. */
  cover(covered: boolean): boolean {
    if (covered === this.#covered) return false;
    this.#covered = covered;
    this.#nextSequence = null;
    this.#step({ kind: 'covered' });
    this.#queue.clear();
    return true;
  }

  get #pixels(): number {
    const { config } = this.#machine;
    return config === null ? 0 : config.width * config.height;
  }

  get sourceHoldMs(): number {
    return this.#machine.config?.sourceHoldMs ?? 0;
  }

  subscribed(): void {
    this.#linkState = null;
    this.#nextSequence = null;
    this.#step({ kind: 'subscribed' });
  }

  /** A `config` record. A config that does not parse is a bug of ours on the other side: the stream stays as it is. */
  config(record: LinkRecord): void {
    if (this.#covered) return;
    const config = parse(streamConfigSchema, record);
    if (!config) return;
    this.#watch.forget();
    this.#step({ kind: 'config', config, recalled: this.#ports.memory.recall(decoderMemoryKey(config)) });
    this.#ports.changed();
  }

  /** A `captureTime` record. */
  captureTime(record: LinkRecord): void {
    this.#cameraClock.told(record);
  }

  linkState(record: LinkRecord): void {
    const state = parse(streamStateSchema, record);
    if (!state) return;
    this.#linkState = state;
    this.#linkStateAtMs = this.#ports.now();
    this.#ports.changed();
  }

  /** A `diagnostics` record: what the hops before this worker counted. */
  told(record: LinkRecord): void {
    const diagnostics = parse(mediaDiagnosticsSchema, record);
    if (diagnostics) this.#media = { diagnostics, atMs: this.#ports.now() };
  }

  diagnosis(nowMs: number, linkDelayMs: number | null, toSharedMs: (workerMs: number) => number): Omit<StreamDiagnosis, 'stream'> {
    const queued = (this.#decoder?.decodeQueueSize ?? 0) + this.#queue.length;
    const decoder = decoderDiagnostics(toSharedMs(nowMs), this.#machine, this.#proven(), this.#counts, { queued, linkDelayMs });
    const media = this.#media;
    return { media: media?.diagnostics ?? null, mediaAtMs: media === null ? null : toSharedMs(media.atMs), decoder };
  }

  /** How much an overloaded machine leaves out of it. */
  degrade(level: StreamLevel): void {
    this.#thinning.level = level;
  }

  /** `arrivalMs` on this worker's clock. */
  unit(record: LinkRecord, arrivalMs: number): void {
    if (this.#covered) return;
    this.#received(record, arrivalMs);
    const nowMs = this.#ports.now();
    const keyframe = (record.flags & KEYFRAME) !== 0;
    this.#watch.unit(record.payload.byteLength, keyframe, this.#pixels);
    const thinned = this.#thinning.take(this.#machine.config?.codec ?? 'other', record.payload, keyframe);
    if (thinned === 'skip' && this.#machine.candidate === 'webcodecs') {
      this.#skippedFrames += 1;
      return;
    }
    const queued = this.#decoder?.decodeQueueSize ?? 0;
    const effects = this.#reduce({
      kind: 'unit',
      keyframe,
      discontinuity: (record.flags & DISCONTINUITY) !== 0 || thinned === 'feed-after-gap',
      ...(this.#ports.replay ? pressureOfReplay(queued) : { queued, ageMs: nowMs - arrivalMs }),
      nowMs,
    });
    const shownArrivalMs = (record.flags & PREROLL) === 0 ? arrivalMs : UNSEEN;
    for (const effect of effects) {
      if (effect === 'decode') this.#decode(record, keyframe, shownArrivalMs);
      else this.#apply(effect);
    }
  }

  /** A `picture` record: I420 that FFmpeg decoded. */
  picture(record: LinkRecord, arrivalMs: number): void {
    if (this.#covered) return;
    this.#received(record, arrivalMs);
    if (this.#machine.candidate !== 'ffmpeg') return;
    let frame: VideoFrame;
    try {
      const layout = readPicture(record.payload);
      const timestamp = this.#fed.add({ arrivalMs, ptsUs: record.ptsUs, nowMs: this.#ports.now() });
      frame = this.#ports.ledger.opened(this.#ports.codecs.picture(layout.planes, pictureInit(layout, timestamp)));
    } catch {
      this.#counts.errors += 1;
      this.#step({ kind: 'picture-error' });
      return;
    }
    this.#counts.took(this.#ports.now() - arrivalMs);
    this.#present(frame, arrivalMs, this.#reduce({ kind: 'picture', nowMs: this.#ports.now() }));
  }

  get receivedFrames(): number {
    return this.#counts.received;
  }

  /** Whether a frame is left that no tick has taken yet. */
  get waiting(): boolean {
    return this.#queue.length > 0;
  }

  /** Whether its decoder still owes its first frame. */
  get starting(): boolean {
    return this.#machine.phase === 'starting' && this.#machine.candidate === 'webcodecs';
  }

  tick(nowMs: number, proofMs: number): void {
    this.#step({ kind: 'tick', proven: this.#proven(), proofMs, nowMs });
  }

  /** The next frame for the tiles; whoever takes it closes it. */
  take(): QueuedFrame | undefined {
    const queued = this.#queue.shift();
    if (queued) this.#probe.look(queued.frame, this.#ports.now());
    return queued;
  }

  /** Whether a frame has every pixel of the stream, or as many as pictures made for tiles ever have. */
  extentOf(frame: VideoFrame): FrameExtent {
    const { candidate, config } = this.#machine;
    return candidate === 'webcodecs' || config === null ? 'whole' : pictureExtent(frame.displayWidth, config.width);
  }

  /** When the camera took a frame by its own clock; `null` where it does not say. */
  cameraTime(frame: VideoFrame): CameraTimeReading | null {
    return this.#cameraClock.capturedAt(this.#fed.ptsUs(frame));
  }

  /** Of the encoded picture; `null` before it is known. */
  get pictureSize(): PixelSize | null {
    const { config } = this.#machine;
    return config === null || config.width < 2 || config.height < 2 ? null : { width: config.width, height: config.height };
  }

  status(stream: number, toSharedMs: (workerMs: number) => number): StreamStatus {
    const { config, candidate, phase } = this.#machine;
    return {
      stream,
      state: this.#linkState,
      stateAtMs: toSharedMs(this.#linkStateAtMs),
      decoder: config === null ? null : candidate,
      decoderFailed: phase === 'failed',
      codec: config?.codec ?? null,
      source: originOf(config),
      cameraClock: this.#cameraClock.reading(toSharedMs(0)),
      suspicion: this.#watch.suspicion,
      sourceHoldMs: this.sourceHoldMs,
      receivedFrames: this.#counts.received,
      receivedBytes: this.#counts.receivedBytes,
      droppedFrames: this.#droppedFrames,
      width: config?.width ?? 0,
      height: config?.height ?? 0,
      queued: this.#decoder?.decodeQueueSize ?? 0,
      skippedFrames: this.#skippedFrames,
      halvable: this.#thinning.halvable,
    };
  }

  dispose(): void {
    this.#closeDecoder();
    this.#queue.clear();
  }

  #received(record: LinkRecord, arrivalMs: number): void {
    const missing = this.#nextSequence === null ? 0 : record.sequence - this.#nextSequence;
    // A gap is what the media process dropped under back-pressure; anything else is a restarted count.
    if (missing > 0 && missing < 10_000) {
      this.#droppedFrames += missing;
      this.#counts.missing += missing;
    }
    this.#nextSequence = record.sequence + 1;
    this.#counts.received += 1;
    this.#counts.receivedBytes += record.payload.byteLength;
    this.#cameraClock.arrived(record.ptsUs, arrivalMs);
  }

  #reduce(event: MachineEvent): readonly MachineEffect[] {
    const { state, effects } = reduce(this.#machine, event);
    this.#machine = state;
    return effects;
  }

  #step(event: MachineEvent): void {
    for (const effect of this.#reduce(event)) this.#apply(effect);
  }

  #apply(effect: MachineEffect): void {
    switch (effect) {
      case 'configure':
        this.#configure();
        return;
      case 'drop':
        this.#droppedFrames += 1;
        this.#counts.dropped += 1;
        return;
      case 'close-decoder':
        this.#closeDecoder();
        return;
      case 'ask-pictures':
        this.#ask('pictures');
        return;
      case 'ask-units':
        this.#ask('units');
        return;
      case 'learn-ffmpeg':
        this.#learn('ffmpeg');
        return;
      case 'learn-webcodecs':
        this.#learn('webcodecs');
        return;
      case 'decode':
      case 'present':
        return; // need their unit or frame: carried out where it is at hand
    }
  }

  #ask(carried: 'units' | 'pictures'): void {
    this.#wanted = carried;
    if (carried === 'units') this.#configure();
    this.#ports.want(carried);
    this.#ports.changed();
  }

  #learn(decoder: 'webcodecs' | 'ffmpeg'): void {
    if (this.#machine.config) this.#ports.memory.learn(decoderMemoryKey(this.#machine.config), decoder);
  }

  #proven(): boolean {
    const config = this.#machine.config;
    return config !== null && this.#ports.memory.recall(decoderMemoryKey(config)) === 'webcodecs';
  }

  #configure(): void {
    const config = this.#machine.config;
    if (typeof config?.codecString !== 'string') return;
    try {
      this.#decoder ??= this.#createDecoder();
      this.#decoder.configure(decoderConfig(config, config.codecString));
    } catch (thrown) {
      this.#decoderFailed(thrown);
    }
  }

  #createDecoder(): UnitDecoder {
    this.#counts.creations += 1;
    const decoder: UnitDecoder = this.#ports.codecs.decoder({
      output: (frame): void => this.#output(frame),
      error: (error) => {
        // A decoder that was replaced may still report; only the current one counts.
        if (this.#decoder === decoder) this.#decoderFailed(error);
      },
    });
    return decoder;
  }

  #decode({ payload, ptsUs }: LinkRecord, keyframe: boolean, arrivalMs: number): void {
    const timestamp = this.#fed.add({ arrivalMs, ptsUs, nowMs: this.#ports.now() });
    try {
      this.#decoder?.decode(this.#ports.codecs.chunk({ type: keyframe ? 'key' : 'delta', timestamp, data: payload }));
      if (keyframe && this.#thinning.flushes) this.#decoder?.flush().catch(() => undefined); // a closed decoder refuses: expected
    } catch (thrown) {
      this.#decoderFailed(thrown);
    }
  }

  #output(frame: VideoFrame): void {
    const opened = this.#ports.ledger.opened(frame);
    const arrivalMs = this.#fed.arrivalMs(frame);
    this.#counts.took(this.#ports.now() - this.#fed.fedAtMs(frame));
    const effects = this.#reduce({ kind: 'output', nowMs: this.#ports.now() });
    this.#present(opened, arrivalMs, Number.isNaN(arrivalMs) ? effects.filter((effect) => effect !== 'present') : effects);
  }

  /** Takes over the frame: it is queued or closed, whatever happens. */
  #present(frame: VideoFrame, arrivalMs: number, effects: readonly MachineEffect[]): void {
    let queued = false;
    try {
      for (const effect of effects) {
        if (effect === 'present') {
          queued = true;
          const overtaken = this.#queue.push(frame, arrivalMs);
          this.#droppedFrames += overtaken;
          this.#counts.overtaken += overtaken;
        } else this.#apply(effect);
      }
    } finally {
      if (!queued) this.#ports.ledger.close(frame);
    }
  }

  #decoderFailed(thrown: unknown): void {
    this.#counts.errors += 1;
    const unsupported = thrown instanceof Error && thrown.name === 'NotSupportedError';
    this.#step({ kind: 'decoder-error', unsupported, proven: this.#proven(), nowMs: this.#ports.now() });
    this.#ports.changed();
  }

  #closeDecoder(): void {
    const decoder = this.#decoder;
    this.#decoder = null;
    try {
      decoder?.close();
    } catch {
      // Already closed by the error that brought us here.
    }
  }
}
