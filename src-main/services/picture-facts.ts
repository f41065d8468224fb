/** Facts written into a picture's own file, beside its pixels: as a text chunk of a PNG, as a comment of a JPEG. */
import { crc32 } from 'node:zlib';

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Signature and header chunk, which must come first. */
const PNG_HEAD = 33;
/** A segment's length counts its own two bytes. */
const MAX_JPEG_COMMENT = 0xffff - 2;

export interface PictureShape {
  readonly format: 'png' | 'jpeg';
  readonly width: number;
  readonly height: number;
}

/** Whether these bytes are such a picture, as far as its beginning and end show. */
export function isPicture(data: Buffer, { format, width, height }: PictureShape): boolean {
  if (format === 'jpeg') return data.length > 4 && data.readUInt16BE(0) === 0xffd8 && data.readUInt16BE(data.length - 2) === 0xffd9;
  const png = data.length > PNG_HEAD && data.subarray(0, 8).equals(PNG_SIGNATURE);
  return png && data.readUInt32BE(16) === width && data.readUInt32BE(20) === height;
}

/** The same picture with `facts` in it; for pictures that `isPicture` accepted. */
export function withFacts(data: Buffer, format: PictureShape['format'], facts: string): Buffer {
  const [at, part] = format === 'png' ? [PNG_HEAD, pngText(facts)] : [afterJfif(data), jpegComment(facts)];
  return Buffer.concat([data.subarray(0, at), part, data.subarray(at)]);
}

/** An `iTXt` chunk, uncompressed, of no language: the one kind of text in a PNG that may be UTF-8. */
function pngText(facts: string): Buffer {
  const body = Buffer.from(`iTXtComment\0\0\0\0\0${facts}`);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(body.length - 4, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}

function jpegComment(facts: string): Buffer {
  const text = Buffer.from(facts).subarray(0, MAX_JPEG_COMMENT);
  const head = Buffer.from([0xff, 0xfe, 0, 0]);
  head.writeUInt16BE(text.length + 2, 2);
  return Buffer.concat([head, text]);
}

/** A JFIF segment has to stay the first. */
function afterJfif(data: Buffer): number {
  const jfif = data.length > 6 && data.readUInt16BE(2) === 0xffe0 ? 2 + data.readUInt16BE(4) : 0;
  return Math.min(2 + jfif, data.length);
}
