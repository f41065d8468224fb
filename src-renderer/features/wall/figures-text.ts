/** A tile's figures as two short runs of text: what matters at a glance, and the rest where there is room. */
import type { i18n } from 'i18next';
import type { TileFigures } from '../../players/player-types.ts';

export interface FiguresText {
  readonly glance: string;
  readonly rest: string;
}

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

export function figuresText(figures: TileFigures, texts: i18n): FiguresText {
  const number = new Intl.NumberFormat(texts.language, { maximumFractionDigits: 1 });
  const age = figures.frameAgeMs === null ? '–' : number.format(Math.round(figures.frameAgeMs));
  const rest = [
    figures.codec === null ? null : codecName(figures.codec),
    figures.width > 0 ? `${String(figures.width)}×${String(figures.height)}` : null,
    figures.bitrateKbps >= 1000
      ? `${number.format(figures.bitrateKbps / 1000)} Mb/s`
      : `${number.format(Math.round(figures.bitrateKbps))} kb/s`,
    texts.t(`figures.${figures.profile}`),
    figures.decoder === null ? null : texts.t(`decoder.${figures.decoder}`),
    figures.droppedFrames > 0 ? texts.t('figures.dropped', { count: figures.droppedFrames }) : null,
  ];
  return {
    glance: `${texts.t('figures.fps', { fps: number.format(Math.round(figures.fps)) })} · ${texts.t('figures.age', { age })}`,
    rest: rest.filter((part) => part !== null).join(' · '),
  };
}
