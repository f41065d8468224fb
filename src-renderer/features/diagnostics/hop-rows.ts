/** The panel's rows: for each hop its figures as text, and the one that is plotted. Pure but for the texts. */
import type { i18n } from 'i18next';
import { hops, type BrokenHop, type Hop } from '../../lib/diagnostics/find-broken-hop.ts';
import type { HopFigures } from '../../lib/diagnostics/hop-figures.ts';

export interface HopRow {
  readonly hop: Hop;
  readonly tone: 'good' | 'weak' | 'broken' | 'unknown';
  readonly figures: readonly { readonly label: string; readonly value: string }[];
}

/** What is plotted of each hop. */
export type PlotPoint = Readonly<Record<Hop, number | null>>;

export function plotPoint(figures: HopFigures): PlotPoint {
  return {
    camera: figures.media.lagMs,
    source: figures.source.kbps,
    media: figures.media.fps,
    link: figures.link.fps,
    decoder: figures.decoder.fps,
    glass: figures.glass.ageP95Ms,
  };
}

/** The least the top of a plot stands for, in the unit of what is plotted. */
export const plotFloor: PlotPoint & Readonly<Record<Hop, number>> = {
  camera: 200,
  source: 200,
  media: 10,
  link: 10,
  decoder: 10,
  glass: 200,
};

type FigureKey =
  | 'lag'
  | 'roundTrip'
  | 'connects'
  | 'challenges'
  | 'rate'
  | 'reader'
  | 'readerReason'
  | 'loss'
  | 'jitter'
  | 'reordered'
  | 'duplicates'
  | 'framesIn'
  | 'keyframes'
  | 'torn'
  | 'hold'
  | 'loopDelay'
  | 'cache'
  | 'viewers'
  | 'framesOver'
  | 'batches'
  | 'delay'
  | 'waiting'
  | 'dropped'
  | 'framesDecoded'
  | 'decoderKind'
  | 'decoderWhy'
  | 'queued'
  | 'errors'
  | 'age'
  | 'ageP95'
  | 'presented'
  | 'painted'
  | 'overtaken';
type Pairs = readonly (readonly [FigureKey, string])[];

interface Writers {
  plain(value: number | null, digits?: number): string;
  unit(key: 'ms' | 'fps' | 'kbps' | 'kilobytes' | 'seconds' | 'percent', value: number | null, digits?: number): string;
}

function writers(texts: i18n): Writers {
  const plain = (value: number | null, digits = 0): string =>
    value === null ? '–' : new Intl.NumberFormat(texts.language, { maximumFractionDigits: digits }).format(value);
  return {
    plain,
    unit: (key, value, digits) => (value === null ? '–' : texts.t(`diagnosis.unit.${key}`, { value: plain(value, digits) })),
  };
}

export function hopRows(figures: HopFigures, verdict: BrokenHop | null, texts: i18n): readonly HopRow[] {
  const write = writers(texts);
  const label = (key: FigureKey): string => texts.t(`diagnosis.figure.${key}`);
  const known = figures.camera.state !== null;
  const row = (hop: Hop, seen: boolean, pairs: Pairs): HopRow => ({
    hop,
    tone: verdict?.hop === hop ? verdict.severity : seen && !isBehind(hop, verdict) ? 'good' : 'unknown',
    figures: pairs.map(([key, value]) => ({ label: label(key), value })),
  });
  return [
    row('camera', known, cameraPairs(figures, write)),
    row('source', known, sourcePairs(figures, write, texts)),
    row('media', known, mediaPairs(figures, write)),
    row('link', figures.link.up, linkPairs(figures, write)),
    row('decoder', figures.decoder.kind !== null, decoderPairs(figures, write, texts)),
    row('glass', figures.glass.presented > 0, glassPairs(figures, write)),
  ];
}

/** Of what gets nothing nobody can say that it works. */
function isBehind(hop: Hop, verdict: BrokenHop | null): boolean {
  return verdict?.severity === 'broken' && hops.indexOf(hop) > hops.indexOf(verdict.hop);
}

function cameraPairs({ camera, media }: HopFigures, { plain, unit }: Writers): Pairs {
  return [
    ['lag', unit('ms', media.lagMs)],
    ['roundTrip', unit('ms', camera.roundTripMs, 1)],
    ['connects', plain(camera.connects)],
    ['challenges', plain(camera.challenges)],
  ];
}

function sourcePairs({ source }: HopFigures, { plain, unit }: Writers, texts: i18n): Pairs {
  const reader =
    source.kind === null
      ? '–'
      : `${texts.t(`diagnosis.source.${source.kind}`)}${source.transport === null ? '' : ` · ${source.transport.toUpperCase()}`}`;
  const common = [
    ['rate', unit('kbps', source.kbps)],
    ['reader', reader],
  ] as const;
  if (source.kind === 'ffmpeg') return [...common, ['readerReason', texts.t(`diagnosis.sourceReason.${source.reason ?? 'preferred'}`)]];
  return [
    ...common,
    ['loss', `${unit('percent', source.loss === null ? null : source.loss * 100, 1)} (${plain(source.lost)})`],
    ['jitter', unit('ms', source.jitterMs, 1)],
    ['reordered', plain(source.reordered)],
    ['duplicates', plain(source.duplicates)],
  ];
}

function mediaPairs({ media }: HopFigures, { plain, unit }: Writers): Pairs {
  return [
    ['framesIn', `${unit('fps', media.fps, 1)} / ${plain(media.expectedFps, 1)}`],
    ['keyframes', unit('seconds', media.keyframeIntervalMs === null ? null : media.keyframeIntervalMs / 1000, 1)],
    ['torn', plain(media.torn)],
    ['hold', unit('ms', media.holdMs)],
    ['loopDelay', unit('ms', media.loopDelayMs)],
    ['cache', `${plain(media.cachedUnits)} · ${unit('kilobytes', media.cachedBytes / 1000)}`],
    ['viewers', plain(media.viewers)],
  ];
}

function linkPairs({ link }: HopFigures, { plain, unit }: Writers): Pairs {
  return [
    ['framesOver', unit('fps', link.fps, 1)],
    ['rate', unit('kbps', link.kbps)],
    ['batches', plain(link.batchesPerSecond)],
    ['delay', unit('ms', link.delayMs, 1)],
    ['waiting', unit('kilobytes', link.unacknowledgedBytes / 1000)],
    ['dropped', plain(link.dropped)],
  ];
}

function decoderPairs({ decoder }: HopFigures, { plain, unit }: Writers, texts: i18n): Pairs {
  const kind = decoder.kind === null ? '–' : texts.t(`decoder.${decoder.kind}`);
  return [
    ['framesDecoded', unit('fps', decoder.fps, 1)],
    ['decoderKind', kind],
    ['decoderWhy', decoder.why === null ? '–' : texts.t(`diagnosis.decoderWhy.${decoder.why}`)],
    ['delay', unit('ms', decoder.delayMs, 1)],
    ['queued', plain(decoder.queued)],
    ['errors', `${plain(decoder.errors)} · ${plain(decoder.recreations)}`],
  ];
}

function glassPairs({ glass }: HopFigures, { plain, unit }: Writers): Pairs {
  return [
    ['age', unit('ms', glass.ageMs)],
    ['ageP95', unit('ms', glass.ageP95Ms)],
    ['presented', unit('fps', glass.presentedFps, 1)],
    ['painted', unit('fps', glass.paintedFps, 1)],
    ['overtaken', plain(glass.overtaken)],
  ];
}
