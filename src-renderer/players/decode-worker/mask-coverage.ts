/** Which pixels of a picture a set of masks covers; pure. Rather a pixel too many than one too few. */
import type { MaskShape } from '../../../src-contract/model/privacy.ts';
import type { PixelSize } from '../pixel-size.ts';

/** One stretch of a row, `from` inclusive, `to` exclusive, pixels. */
export interface Span {
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

/** How far edges are grown, pixels: a scaler or a chroma sample mixes in what lies beside. */
const GROWN = 1;

interface Edge {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}
/** A polygon in pixels, with every height at which its edges begin, end or cross. */
interface Outline {
  readonly edges: readonly Edge[];
  readonly turns: readonly number[];
}

/** Covered stretches, row by row from the top; within a row in order and not touching. */
export function coverageOf(shapes: readonly MaskShape[], { width, height }: PixelSize): readonly Span[] {
  const outlines = shapes.map((shape) => outlineOf(shape, width, height));
  const spans: Span[] = [];
  for (let row = 0; row < height; row += 1) {
    const stretches = outlines.flatMap((outline) => withinBand(outline, row - GROWN, row + 1 + GROWN));
    for (const [from, to] of merged(stretches))
      spans.push({ row, from: Math.max(0, Math.floor(from - GROWN)), to: Math.min(width, Math.ceil(to + GROWN)) });
  }
  return spans.filter(({ from, to }) => to > from);
}

function outlineOf(shape: MaskShape, width: number, height: number): Outline {
  const edges = shape.map(({ x, y }, index): Edge => {
    const next = shape[(index + 1) % shape.length] ?? { x, y };
    return { x0: x * width, y0: y * height, x1: next.x * width, y1: next.y * height };
  });
  const crossings = edges.flatMap((edge, index) => edges.slice(index + 1).flatMap((other) => crossingOf(edge, other)));
  return { edges, turns: [...edges.map(({ y0 }) => y0), ...crossings].sort((one, other) => one - other) };
}

/** The height at which two edges cross, if they do. */
function crossingOf(one: Edge, other: Edge): number[] {
  const [dx, dy, ex, ey] = [one.x1 - one.x0, one.y1 - one.y0, other.x1 - other.x0, other.y1 - other.y0];
  const across = dx * ey - dy * ex;
  if (across === 0) return [];
  const share = ((other.x0 - one.x0) * ey - (other.y0 - one.y0) * ex) / across;
  return share > 0 && share < 1 ? [one.y0 + share * dy] : [];
}

type Stretch = readonly [from: number, to: number];

/** All that lies inside between two heights, by the even-odd rule: between two turns edges keep their order, so their ends bound it. */
function withinBand({ edges, turns }: Outline, top: number, bottom: number): Stretch[] {
  const heights = [top, ...turns.filter((y) => y > top && y < bottom), bottom];
  return heights.slice(1).flatMap((low, index) => {
    const high = heights[index] ?? top;
    const middle = (high + low) / 2;
    const active = edges.filter(({ y0, y1 }) => Math.min(y0, y1) < middle && Math.max(y0, y1) > middle);
    active.sort((one, other) => xAt(one, middle) - xAt(other, middle));
    const stretches: Stretch[] = [];
    for (let pair = 0; pair + 1 < active.length; pair += 2) {
      const [left, right] = [active[pair], active[pair + 1]];
      if (left === undefined || right === undefined) continue;
      stretches.push([Math.min(xAt(left, high), xAt(left, low)), Math.max(xAt(right, high), xAt(right, low))]);
    }
    return stretches;
  });
}

const xAt = ({ x0, y0, x1, y1 }: Edge, y: number): number => x0 + ((y - y0) / (y1 - y0)) * (x1 - x0);

function merged(stretches: Stretch[]): Stretch[] {
  stretches.sort(([one], [other]) => one - other);
  const whole: Stretch[] = [];
  for (const [from, to] of stretches) {
    const last = whole.at(-1);
    if (last !== undefined && from - GROWN <= last[1] + GROWN) whole[whole.length - 1] = [last[0], Math.max(last[1], to)];
    else whole.push([from, to]);
  }
  return whole;
}

/** The lighter stripes within covered stretches: slanted, as wide as the gaps between them. */
export function stripesOf(spans: readonly Span[], height: number): readonly Span[] {
  const period = Math.max(8, 2 * Math.round(height / 48));
  return spans.flatMap(({ row, from, to }) => {
    const stripes: Span[] = [];
    const first = from - ((from + row) % period);
    for (let start = first; start < to; start += period) {
      const stripe = { row, from: Math.max(from, start), to: Math.min(to, start + period / 2) };
      if (stripe.to > stripe.from) stripes.push(stripe);
    }
    return stripes;
  });
}

/** The same stretches on a plane of half the width and height: every sample that any covered pixel has a part in. */
export function halvedSpans(spans: readonly Span[]): readonly Span[] {
  return spans.map(({ row, from, to }) => ({ row: row >> 1, from: from >> 1, to: (to + 1) >> 1 }));
}
