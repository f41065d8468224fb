/** A tile's figures as short runs of text: what matters at a glance, the rest where there is room, and all of it in words. */
import type { i18n } from 'i18next';
import type { SourceOrigin } from '../../../src-contract/link/messages.ts';
import { lengthText } from '../../lib/time-text.ts';
import type { TileFigures } from '../../players/player-types.ts';

export interface FiguresText {
  readonly glance: string;
  readonly rest: string;
  /** What only needs to be found: one line each. */
  readonly details: readonly string[];
}

/** Recordings and logs of a camera whose clock is further off than this are hard to match. */
const clockOffMs = 2000;

const codecNames: readonly (readonly [RegExp, string])[] = [
  [/^(avc|h\.?264)/iu, 'H.264'],
  [/^(hev|hvc|h\.?265)/iu, 'H.265'],
  [/^m?jpeg/iu, 'MJPEG'],
  [/^(mpeg-?4|mp4v)/iu, 'MPEG-4'],
];

/** `avc1.64001f` and `h264` are H.264 to a person. */
export function codecName(codec: string): string {
  return codecNames.find(([pattern]) => pattern.test(codec))?.[1] ?? codec;
}

/** What pulls the stream, and why where that is not the rule. */
export function sourceText({ source, reason }: SourceOrigin, texts: i18n): string {
  const name = texts.t(`source.${source}`);
  return reason === 'preferred' ? name : `${name}: ${texts.t(`source.reason.${reason}`)}`;
}

/** How far the camera's clock is off, or `null` while nobody needs to care. */
export function clockOffText(clock: TileFigures['cameraClock'], texts: i18n): string | null {
  if (clock === null || Math.abs(clock.aheadMs) <= clockOffMs) return null;
  const by = lengthText(Math.abs(clock.aheadMs), texts);
  return clock.aheadMs > 0 ? texts.t('figures.clockFast', { by }) : texts.t('figures.clockSlow', { by });
}

function detailLines(figures: TileFigures, texts: i18n): readonly string[] {
  const { source, cameraClock } = figures;
  const number = new Intl.NumberFormat(texts.language, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const lines = [
    source === null ? null : texts.t('figures.sourceLine', { source: sourceText(source, texts) }),
    texts.t('figures.timeLine', { origin: texts.t(`figures.timeOrigin.${cameraClock?.origin ?? 'arrival'}`) }),
    cameraClock === null ? null : texts.t('figures.clockLine', { seconds: number.format(cameraClock.aheadMs / 1000) }),
  ];
  return lines.filter((line) => line !== null);
}

/** `phụ (máy quá tải)`; the ordinary reasons, which anybody sees, are left out. */
function profileText({ profile, profileReason }: TileFigures, texts: i18n): string {
  const name = texts.t(`figures.${profile}`);
  const plain = profileReason === null || profileReason === 'small' || profileReason === 'enlarged';
  return plain ? name : `${name} (${texts.t(`figures.reason.${profileReason}`)})`;
}

/** What a person should know of a tile beyond its state: what it leaves out, or what their own choice costs. */
export function tileNote({ degraded, pinWarning }: Pick<TileFigures, 'degraded' | 'pinWarning'>, texts: i18n): string {
  if (pinWarning !== null) return texts.t(`quality.${pinWarning}`);
  return degraded === 'none' ? '' : texts.t(`degraded.${degraded}`);
}

export function figuresText(figures: TileFigures, texts: i18n): FiguresText {
  const number = new Intl.NumberFormat(texts.language, { maximumFractionDigits: 1 });
  const age = figures.frameAgeMs === null ? '–' : number.format(Math.round(figures.frameAgeMs));
  const rest = [
    figures.codec === null ? null : codecName(figures.codec),
    figures.width > 0 ? `${String(figures.width)}×${String(figures.height)}` : null,
    figures.bitrateKbps >= 1000
      ? `${number.format(figures.bitrateKbps / 1000)} Mb/s`
      : `${number.format(Math.round(figures.bitrateKbps))} kb/s`,
    profileText(figures, texts),
    figures.source === null ? null : sourceText(figures.source, texts),
    figures.decoder === null ? null : texts.t(`decoder.${figures.decoder}`),
    texts.t(`figures.time.${figures.cameraClock?.origin ?? 'arrival'}`),
    figures.droppedFrames > 0 ? texts.t('figures.dropped', { count: figures.droppedFrames }) : null,
  ];
  return {
    glance: joined([
      texts.t('figures.fps', { fps: number.format(Math.round(figures.fps)) }),
      texts.t('figures.age', { age }),
      clockOffText(figures.cameraClock, texts),
    ]),
    rest: joined(rest),
    details: detailLines(figures, texts),
  };
}

const joined = (parts: readonly (string | null)[]): string => parts.filter((part) => part !== null).join(' · ');
