import { plausible, type PictureFacts } from './picture-facts.ts';

/** JPEG is full-range BT.601 by definition (JFIF). */
const jfif = { matrix: 5, fullRange: true };

/** Size from a JPEG's start-of-frame segment; `null` when there is none. */
export function parseJpeg(data: Uint8Array): PictureFacts | null {
  if (data[0] !== 0xff || data[1] !== 0xd8) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  for (let at = 2; at + 9 <= data.length && data[at] === 0xff;) {
    const marker = data[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isStartOfFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isStartOfFrame) return plausible({ codecString: null, width: view.getUint16(at + 7), height: view.getUint16(at + 5), ...jfif });
    at += 2 + Math.max(2, view.getUint16(at + 2));
  }
  return null;
}
