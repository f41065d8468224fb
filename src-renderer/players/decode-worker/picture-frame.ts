import { MAX_PICTURE_WIDTH, PICTURE_HEADER_BYTES } from '../../../src-contract/link/records.ts';

const MAX_SIDE = 8192;

/** How much of its stream a frame shows: `largest` has as many pixels as a picture ever has. */
export type FrameExtent = 'whole' | 'largest' | 'smaller';

/** Pictures have even sides, so that one column may be missing. */
export function pictureExtent(width: number, streamWidth: number): FrameExtent {
  if (width >= streamWidth - 1) return 'whole';
  return width >= MAX_PICTURE_WIDTH ? 'largest' : 'smaller';
}

/** A `picture` record read: where the planes start and what their numbers mean. */
export interface PictureLayout {
  readonly width: number;
  readonly height: number;
  readonly matrix: 'smpte170m' | 'bt709';
  readonly fullRange: boolean;
  readonly planes: Uint8Array;
}

/** Reads a `picture` payload. Throws `RangeError` when header and length disagree. */
export function readPicture(payload: Uint8Array): PictureLayout {
  if (payload.byteLength < PICTURE_HEADER_BYTES) throw new RangeError('picture without a header');
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const width = view.getUint16(0, true);
  const height = view.getUint16(2, true);
  if (width < 2 || height < 2 || width > MAX_SIDE || height > MAX_SIDE) throw new RangeError(`picture of ${width}x${height}`);
  const chroma = Math.ceil(width / 2) * Math.ceil(height / 2);
  const expected = width * height + 2 * chroma;
  const planes = payload.subarray(PICTURE_HEADER_BYTES);
  if (planes.byteLength !== expected) throw new RangeError(`picture of ${planes.byteLength} bytes instead of ${expected}`);
  return { width, height, matrix: view.getUint8(4) === 0 ? 'smpte170m' : 'bt709', fullRange: view.getUint8(5) === 1, planes };
}

/** What a decoder said of its frame's colours, completed by the usual convention where the stream said nothing (SD is BT.601). */
export function toldColour({ matrix, fullRange, primaries, transfer }: VideoColorSpace, height: number): VideoColorSpaceInit {
  const usual = height <= 576 ? 'smpte170m' : 'bt709';
  return { matrix: matrix ?? usual, fullRange: fullRange ?? false, primaries: primaries ?? usual, transfer: transfer ?? usual };
}

/** Colour is always said: a user-built I420 frame would otherwise count as limited-range BT.709. */
export function pictureInit(layout: PictureLayout, timestamp: number): VideoFrameBufferInit {
  return {
    format: 'I420',
    codedWidth: layout.width,
    codedHeight: layout.height,
    timestamp,
    colorSpace: {
      matrix: layout.matrix,
      fullRange: layout.fullRange,
      primaries: layout.matrix,
      transfer: layout.matrix,
    },
  };
}
