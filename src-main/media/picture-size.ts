import { MAX_PICTURE_WIDTH } from '../../src-contract/link/records.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Widths pictures are made in: few, so that dragging a window edge does not restart decoders all the time. */
const widths = [160, 240, 320, 480, 640, 800, 960, 1280, 1600, MAX_PICTURE_WIDTH] as const;

/** Size to scale to: covers the wanted box as closely as the steps allow, keeps the shape, never enlarges, even sides. */
export function pictureSize(source: Size, wanted: Size): Size {
  const fit = Math.min(wanted.width, (wanted.height * source.width) / source.height);
  const step = widths.find((width) => width >= fit) ?? MAX_PICTURE_WIDTH;
  const width = Math.min(step, source.width);
  return { width: even(width), height: even((width * source.height) / source.width) };
}

const even = (side: number): number => Math.max(2, Math.floor(side / 2) * 2);

/** The larger of both, side by side. */
export const covering = (sizes: readonly Size[]): Size => ({
  width: Math.max(2, ...sizes.map(({ width }) => width)),
  height: Math.max(2, ...sizes.map(({ height }) => height)),
});
