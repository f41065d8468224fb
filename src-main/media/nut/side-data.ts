import { NutCursor, NutError } from './cursor.ts';

const maxEntries = 256;

/** Length of the side data and metadata blocks that stand before a frame's bytes in NUT version 4. Their content is not used. */
export function sideDataBytes(data: Uint8Array): number {
  const cursor = new NutCursor(data, 0, data.length);
  skipBlock(cursor);
  skipBlock(cursor);
  if (cursor.short) throw new NutError('side data cut short');
  return cursor.at;
}

function skipBlock(cursor: NutCursor): void {
  const count = cursor.varint();
  if (count > maxEntries) throw new NutError(`${count} side data entries`);
  for (let entry = 0; entry < count && !cursor.short; entry += 1) {
    cursor.blob(cursor.end);
    skipValue(cursor);
  }
}

/** Types by the specification: -1 text, -2 typed binary, -3 signed number, -4 time stamp, below that a fraction, else the number itself. */
function skipValue(cursor: NutCursor): void {
  const type = cursor.signed();
  if (type === -1) cursor.blob(cursor.end);
  else if (type === -2) {
    cursor.blob(cursor.end);
    cursor.blob(cursor.end);
  } else if (type === -3) cursor.signed();
  else if (type === -4) cursor.varint();
  else if (type < -4) cursor.signed();
}
