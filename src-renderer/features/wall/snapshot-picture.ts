/** A captured frame as an encoded picture, with its band below when wanted. */
import { VmsError } from '../../../src-contract/errors.ts';
import { MAX_SNAPSHOT_BYTES, type SnapshotFormat } from '../../../src-contract/ipc/snapshots.ts';

const JPEG_QUALITY = 0.95;
/** Of the band, as a share of the picture's width; bounded so that it can be read and never dominates. */
const BAND_SHARE = 1 / 40;

export interface EncodedPicture {
  readonly width: number;
  readonly height: number;
  readonly dataBase64: string;
}

/** Height of the band below a picture of this width, pixels. */
export function bandHeight(width: number): number {
  return Math.min(72, Math.max(16, Math.round(width * BAND_SHARE)));
}

/** `stamp` is the band's text; `null` leaves the frame as it is. The band never covers a pixel of the frame. Rejects `too-large`. */
export async function encodePicture(bitmap: ImageBitmap, stamp: string | null, format: SnapshotFormat): Promise<EncodedPicture> {
  const band = stamp === null ? 0 : bandHeight(bitmap.width);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height + band);
  const context = canvas.getContext('2d');
  if (context === null) throw new TypeError('no canvas');
  context.drawImage(bitmap, 0, 0);
  if (stamp !== null) {
    context.fillStyle = '#000';
    context.fillRect(0, bitmap.height, bitmap.width, band);
    context.fillStyle = '#fff';
    context.textBaseline = 'middle';
    context.font = `${String(Math.round(band * 0.62))}px 'Inter Variable', sans-serif`;
    context.fillText(stamp, band * 0.4, bitmap.height + band / 2, bitmap.width - band * 0.8);
  }
  const blob = await canvas.convertToBlob({ type: `image/${format}`, quality: JPEG_QUALITY });
  if (blob.size > MAX_SNAPSHOT_BYTES) throw new VmsError('too-large', 'snapshot-too-large');
  return { width: canvas.width, height: canvas.height, dataBase64: await base64Of(blob) };
}

function base64Of(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      resolve(typeof reader.result === 'string' ? reader.result.replace(/^[^,]*,/u, '') : '');
    };
    reader.onerror = () => {
      reject(new TypeError('picture not read'));
    };
    reader.readAsDataURL(blob);
  });
}
