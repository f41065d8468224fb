/** From what the hops counted to what a person reads: rates and losses over the last seconds. Pure. */
import type { DecoderDiagnostics, SourceCounters, TileDiagnostics } from '../../../src-contract/model/diagnostics.ts';
import type { StreamState } from '../../../src-contract/model/stream-state.ts';

/** Rates are taken over this long: one second reads a steady 15 fps as anything from 13 to 17. */
export const RATE_SPAN_MS = 5_000;

/** Rates per second are `null` until two looks are far enough apart. */
export interface HopFigures {
  readonly camera: {
    readonly state: StreamState | null;
    readonly connects: number;
    /** Dials within the span. */
    readonly redials: number;
    readonly challenges: number;
    readonly roundTripMs: number | null;
  };
  readonly source: {
    readonly kind: 'native' | 'ffmpeg' | null;
    readonly reason: SourceCounters['reason'];
    readonly transport: 'tcp' | 'udp' | null;
    readonly kbps: number | null;
    readonly packetsPerSecond: number | null;
    /** Share of the packets of the span that never came, 0 to 1. */
    readonly loss: number | null;
    readonly lost: number;
    readonly reordered: number;
    readonly duplicates: number;
    readonly jitterMs: number;
    readonly reportedLoss: number;
  };
  readonly media: {
    readonly fps: number | null;
    /** What the pictures' own times promise. */
    readonly expectedFps: number | null;
    readonly keyframeIntervalMs: number | null;
    /** Tears within the span. */
    readonly torn: number | null;
    readonly unusable: number | null;
    readonly lagMs: number;
    readonly holdMs: number;
    readonly loopDelayMs: number;
    readonly viewers: number;
    readonly cachedUnits: number;
    readonly cachedBytes: number;
    /** How long it has told nothing; `null` before it told anything. */
    readonly silentMs: number | null;
  };
  readonly link: {
    readonly up: boolean;
    readonly fps: number | null;
    readonly kbps: number | null;
    readonly batchesPerSecond: number | null;
    readonly unacknowledgedBytes: number;
    /** Left out by the media process within the span, because this window did not keep up. */
    readonly dropped: number | null;
    readonly delayMs: number | null;
  };
  readonly decoder: {
    readonly kind: 'webcodecs' | 'ffmpeg' | null;
    readonly why: DecoderDiagnostics['why'];
    readonly phase: string | null;
    readonly fps: number | null;
    readonly queued: number;
    readonly delayMs: number | null;
    readonly errors: number;
    readonly newErrors: number | null;
    readonly recreations: number;
    readonly dropped: number | null;
  };
  readonly glass: TileDiagnostics['glass'] & {
    readonly presentedFps: number | null;
    readonly paintedFps: number | null;
    readonly overtaken: number | null;
  };
}

const SHORTEST_SPAN_MS = 800;

interface Span {
  readonly seconds: number | null;
}

const spanOf = (fromMs: number | undefined, toMs: number | undefined): Span => {
  const length = fromMs === undefined || toMs === undefined ? 0 : toMs - fromMs;
  return { seconds: length < SHORTEST_SPAN_MS ? null : length / 1_000 };
};

/** A count that went back was started anew. */
const grown = (before: number, now: number): number => (now >= before ? now - before : now);

const rate = ({ seconds }: Span, before: number | undefined, now: number | undefined): number | null =>
  seconds === null || before === undefined || now === undefined ? null : Math.round((grown(before, now) / seconds) * 10) / 10;
const growth = ({ seconds }: Span, before: number | undefined, now: number | undefined): number | null =>
  seconds === null || before === undefined || now === undefined ? null : grown(before, now);
const kilobits = (bytesPerSecond: number | null): number | null =>
  bytesPerSecond === null ? null : Math.round((bytesPerSecond * 8) / 1_000);

/** The look that lies the span before the newest one, or the oldest there is. */
export function baseOf(history: readonly TileDiagnostics[]): TileDiagnostics | undefined {
  const newest = history.at(-1);
  return newest === undefined ? undefined : history.find(({ atMs }) => newest.atMs - atMs <= RATE_SPAN_MS + 500);
}

/** `before` is an earlier look at the same tile; the same one again when there is none. */
export function hopFigures(now: TileDiagnostics, before: TileDiagnostics): HopFigures {
  return {
    camera: cameraFigures(now, before),
    source: sourceFigures(now, before),
    media: mediaFigures(now, before),
    link: linkFigures(now, before),
    decoder: decoderFigures(now, before),
    glass: glassFigures(now, before),
  };
}

function cameraFigures({ media }: TileDiagnostics, before: TileDiagnostics): HopFigures['camera'] {
  const connects = media?.source.connects ?? 0;
  return {
    state: media?.stream.state ?? null,
    connects,
    redials: grown(before.media?.source.connects ?? connects, connects),
    challenges: media?.source.challenges ?? 0,
    roundTripMs: media?.source.roundTripMs ?? null,
  };
}

function sourceFigures({ media }: TileDiagnostics, before: TileDiagnostics): HopFigures['source'] {
  const span = spanOf(before.media?.atMs, media?.atMs);
  const [was, is] = [before.media?.source, media?.source];
  const packets = growth(span, was?.packets, is?.packets);
  const lost = growth(span, was?.lost, is?.lost);
  return {
    kind: is?.kind ?? null,
    reason: is?.reason ?? null,
    transport: is?.transport ?? null,
    kbps: kilobits(rate(span, was?.bytes, is?.bytes)),
    packetsPerSecond: rate(span, was?.packets, is?.packets),
    loss: packets === null || lost === null ? null : packets + lost === 0 ? 0 : lost / (packets + lost),
    lost: is?.lost ?? 0,
    reordered: is?.reordered ?? 0,
    duplicates: is?.duplicates ?? 0,
    jitterMs: is?.jitterMs ?? 0,
    reportedLoss: is?.reportedLoss ?? 0,
  };
}

function mediaFigures({ media, mediaAgeMs }: TileDiagnostics, before: TileDiagnostics): HopFigures['media'] {
  const span = spanOf(before.media?.atMs, media?.atMs);
  const [was, is] = [before.media?.stream, media?.stream];
  const interval = is?.frameIntervalMs ?? null;
  return {
    fps: rate(span, was?.units, is?.units),
    expectedFps: interval === null || interval <= 0 ? null : Math.round(10_000 / interval) / 10,
    keyframeIntervalMs: is?.keyframeIntervalMs ?? null,
    torn: growth(span, was?.torn, is?.torn),
    unusable: growth(span, was?.unusable, is?.unusable),
    lagMs: is?.lagMs ?? 0,
    holdMs: is?.holdMs ?? 0,
    loopDelayMs: media?.process.loopDelayMs ?? 0,
    viewers: is?.viewers ?? 0,
    cachedUnits: is?.cachedUnits ?? 0,
    cachedBytes: is?.cachedBytes ?? 0,
    silentMs: mediaAgeMs,
  };
}

function linkFigures({ media, decoder, linkUp }: TileDiagnostics, before: TileDiagnostics): HopFigures['link'] {
  const mediaSpan = spanOf(before.media?.atMs, media?.atMs);
  const span = spanOf(before.decoder?.atMs, decoder?.atMs);
  return {
    up: linkUp,
    fps: rate(span, before.decoder?.received, decoder?.received),
    kbps: kilobits(rate(span, before.decoder?.receivedBytes, decoder?.receivedBytes)),
    batchesPerSecond: rate(mediaSpan, before.media?.link.batches, media?.link.batches),
    unacknowledgedBytes: media?.link.unacknowledgedBytes ?? 0,
    dropped: growth(mediaSpan, before.media?.link.dropped, media?.link.dropped),
    delayMs: decoder?.linkDelayMs ?? null,
  };
}

function decoderFigures({ decoder }: TileDiagnostics, before: TileDiagnostics): HopFigures['decoder'] {
  const was = before.decoder;
  const span = spanOf(was?.atMs, decoder?.atMs);
  return {
    kind: decoder?.kind ?? null,
    why: decoder?.why ?? null,
    phase: decoder?.phase ?? null,
    fps: rate(span, was?.decoded, decoder?.decoded),
    queued: decoder?.queued ?? 0,
    delayMs: decoder?.decodeMs ?? null,
    errors: decoder?.errors ?? 0,
    newErrors: growth(span, was?.errors, decoder?.errors),
    recreations: decoder?.recreations ?? 0,
    dropped: growth(span, was?.dropped, decoder?.dropped),
  };
}

function glassFigures({ atMs, glass, decoder }: TileDiagnostics, before: TileDiagnostics): HopFigures['glass'] {
  const span = spanOf(before.atMs, atMs);
  return {
    ...glass,
    presentedFps: rate(span, before.glass.presented, glass.presented),
    paintedFps: rate(span, before.glass.painted, glass.painted),
    overtaken: growth(spanOf(before.decoder?.atMs, decoder?.atMs), before.decoder?.overtaken, decoder?.overtaken),
  };
}
