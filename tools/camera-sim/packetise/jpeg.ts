/** RTP payloads for baseline JPEG (RFC 2435), quantisation tables in band (Q = 255). */

export interface JpegParts {
  readonly width: number;
  readonly height: number;
  /** RFC 2435 type: 0 for 4:2:2, 1 for 4:2:0. */
  readonly type: 0 | 1;
  /** 64-byte tables in zigzag order, luma then chroma. */
  readonly tables: Buffer;
  /** Entropy-coded data without EOI. */
  readonly scan: Buffer;
}

/** Takes apart one JPEG picture; throws on what RFC 2435 cannot carry (progressive, other sampling, 16-bit tables). */
export function parseJpeg(picture: Buffer): JpegParts {
  const tables = new Map<number, Buffer>();
  let frame: { width: number; height: number; type: 0 | 1; tableIds: readonly number[] } | null = null;
  let at = 2;
  while (at + 4 <= picture.length) {
    if (picture[at] !== 0xff) throw new Error('JPEG marker expected');
    const marker = picture[at + 1] ?? 0;
    const length = picture.readUInt16BE(at + 2);
    const body = picture.subarray(at + 4, at + 2 + length);
    if (marker === 0xdb) readTables(body, tables);
    if (marker === 0xc0) frame = readFrame(body);
    if (marker === 0xc1 || marker === 0xc2) throw new Error('only baseline JPEG can be sent');
    if (marker === 0xda) return assemble(frame, tables, scanOf(picture, at + 2 + length));
    at += 2 + length;
  }
  throw new Error('JPEG without scan');
}

function readTables(body: Buffer, tables: Map<number, Buffer>): void {
  for (let at = 0; at + 65 <= body.length; at += 65) {
    const head = body[at] ?? 0;
    if (head >> 4 !== 0) throw new Error('16-bit quantisation tables cannot be sent');
    tables.set(head & 15, body.subarray(at + 1, at + 65));
  }
}

function readFrame(body: Buffer): { width: number; height: number; type: 0 | 1; tableIds: readonly number[] } {
  const sampling = body[7] ?? 0;
  if (body[5] !== 3 || (sampling !== 0x22 && sampling !== 0x21)) throw new Error('only 4:2:0 and 4:2:2 JPEG can be sent');
  return {
    height: body.readUInt16BE(1),
    width: body.readUInt16BE(3),
    type: sampling === 0x22 ? 1 : 0,
    tableIds: [body[8] ?? 0, body[11] ?? 0],
  };
}

function scanOf(picture: Buffer, start: number): Buffer {
  const end = picture.lastIndexOf(Buffer.from([0xff, 0xd9]));
  return picture.subarray(start, end > start ? end : picture.length);
}

function assemble(frame: ReturnType<typeof readFrame> | null, tables: ReadonlyMap<number, Buffer>, scan: Buffer): JpegParts {
  if (frame === null) throw new Error('JPEG without frame header');
  const used = frame.tableIds.map((id) => tables.get(id));
  if (used.some((table) => table === undefined)) throw new Error('JPEG without quantisation tables');
  return { width: frame.width, height: frame.height, type: frame.type, tables: Buffer.concat(used as Buffer[]), scan }; // checked just above
}

export function packetiseJpeg(parts: JpegParts, maxPayload: number): Buffer[] {
  const payloads: Buffer[] = [];
  for (let at = 0; at < parts.scan.length;) {
    const head = jpegHeader(parts, at);
    const room = maxPayload - head.length;
    payloads.push(Buffer.concat([head, parts.scan.subarray(at, at + room)]));
    at += room;
  }
  return payloads;
}

function jpegHeader(parts: JpegParts, offset: number): Buffer {
  const head = Buffer.alloc(8);
  head.writeUIntBE(offset, 1, 3);
  head[4] = parts.type;
  head[5] = 255;
  head[6] = parts.width / 8;
  head[7] = parts.height / 8;
  if (offset > 0) return head;
  const table = Buffer.alloc(4);
  table.writeUInt16BE(parts.tables.length, 2);
  return Buffer.concat([head, table, parts.tables]);
}

/** Pictures of a concatenated JPEG stream as FFmpeg writes it. */
export function splitJpegs(stream: Buffer): Buffer[] {
  const starts: number[] = [];
  const soi = Buffer.from([0xff, 0xd8, 0xff]);
  for (let at = stream.indexOf(soi); at !== -1; at = stream.indexOf(soi, at + 3)) starts.push(at);
  return starts.map((start, index) => stream.subarray(start, starts[index + 1] ?? stream.length));
}
