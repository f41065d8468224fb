/**
 * Push parser for NUT as FFmpeg writes it to a pipe: encoded units and decoded pictures alike.
 *
 * Bytes may be split anywhere. Everything is length-checked before it is allocated, checksums are
 * verified where the muxer wrote them, and any contradiction throws `NutError`: the bytes come from
 * a process that parses hostile camera data, so its output is treated as hostile too. Each frame
 * costs one allocation, which is handed over and never touched again.
 */
import { NutCursor, NutError } from './cursor.ts';
import { nutCrc } from './crc.ts';
import { parseFrameHeader, type FrameHeader } from './frame-header.ts';
import { parseMain, parseStream, type NutMain, type NutStream } from './headers.ts';
import { sideDataBytes } from './side-data.ts';

export interface NutFrame {
  readonly stream: NutStream;
  readonly data: Uint8Array;
  /** Microseconds on the stream's own time line. */
  readonly ptsUs: number;
  /** FFmpeg's key flag; it also marks recovery points, so it is a hint and not the truth for H.264/H.265. */
  readonly key: boolean;
}

export interface NutHandler {
  /** A stream's format, once before its first frame and again only when it changed. */
  stream(stream: NutStream): void;
  frame(frame: NutFrame): void;
}

export interface NutLimits {
  readonly frameBytes: number;
  readonly headerBytes: number;
}

const defaultLimits: NutLimits = { frameBytes: 16 * 1024 * 1024, headerBytes: 1024 * 1024 };
const signature = new TextEncoder().encode('nut/multimedia container\0');
const N = 0x4e;
const Startcode = { main: 0x4e4d, stream: 0x4e53, syncpoint: 0x4e4b, index: 0x4e58, info: 0x4e49 } as const;

interface Payload {
  readonly header: FrameHeader;
  readonly data: Uint8Array;
  filled: number;
}

export class NutReader {
  readonly #handler: NutHandler;
  readonly #limits: NutLimits;
  readonly #streams = new Map<number, NutStream>();
  readonly #lastPts = new Map<number, number>();
  #main: NutMain | null = null;
  #signed = false;
  #held = new Uint8Array(4096);
  #heldBytes = 0;
  /** Bytes that must be held before another try can succeed. */
  #wanted = 0;
  #payload: Payload | null = null;
  #failed = false;

  constructor(handler: NutHandler, limits: NutLimits = defaultLimits) {
    this.#handler = handler;
    this.#limits = limits;
  }

  /** Takes the next bytes; calls the handler for everything that became complete. Throws `NutError`, after which it is dead. */
  push(chunk: Uint8Array): void {
    if (this.#failed) throw new NutError('already failed');
    try {
      this.#consume(chunk);
    } catch (failure) {
      this.#failed = true;
      this.#payload = null;
      this.#held = new Uint8Array(0);
      throw failure;
    }
  }

  #consume(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#payload !== null) at += this.#fill(this.#payload, chunk, at);
      else if (this.#heldBytes > 0) at += this.#hold(chunk, at);
      else at = this.#parse(chunk, at, chunk.length);
    }
  }

  /** Copies payload bytes straight into the frame's own buffer. */
  #fill(payload: Payload, chunk: Uint8Array, at: number): number {
    const taken = Math.min(payload.data.length - payload.filled, chunk.length - at);
    payload.data.set(chunk.subarray(at, at + taken), payload.filled);
    payload.filled += taken;
    if (payload.filled === payload.data.length) this.#finish(payload);
    return taken;
  }

  /** Joins bytes to a header that was split between chunks and tries again. Answers how many bytes of the chunk are used up. */
  #hold(chunk: Uint8Array, at: number): number {
    const before = this.#heldBytes;
    const taken = Math.min(Math.max(this.#wanted - before, 1), chunk.length - at);
    this.#keep(chunk, at, at + taken);
    if (this.#heldBytes < this.#wanted) return taken;
    const total = this.#heldBytes;
    this.#heldBytes = 0;
    this.#parse(this.#held, 0, total);
    return taken;
  }

  #keep(bytes: Uint8Array, from: number, to: number): void {
    const needed = this.#heldBytes + to - from;
    if (needed > this.#held.length) {
      const grown = new Uint8Array(Math.max(needed, this.#held.length * 2));
      grown.set(this.#held.subarray(0, this.#heldBytes));
      this.#held = grown;
    }
    this.#held.set(bytes.subarray(from, to), this.#heldBytes);
    this.#heldBytes = needed;
  }

  /** Parses one item at `at`; answers where the next begins, having kept what was incomplete. */
  #parse(bytes: Uint8Array, at: number, end: number): number {
    const next = this.#signed ? (bytes[at] === N ? this.#packet(bytes, at, end) : this.#frame(bytes, at, end)) : this.#sign(bytes, at, end);
    if (next !== null) return next;
    if (bytes === this.#held) this.#heldBytes = end;
    else this.#keep(bytes, at, end);
    return end;
  }

  #sign(bytes: Uint8Array, at: number, end: number): number | null {
    this.#wanted = signature.length;
    if (end - at < signature.length) return null;
    if (!signature.every((byte, index) => bytes[at + index] === byte)) throw new NutError('not NUT');
    this.#signed = true;
    return at + signature.length;
  }

  #packet(bytes: Uint8Array, at: number, end: number): number | null {
    const cursor = new NutCursor(bytes, at + 8, end);
    const size = cursor.varint();
    const headerChecked = size > 4096;
    if (size > this.#limits.headerBytes) throw new NutError(`header of ${size} bytes`);
    if (headerChecked) cursor.u32();
    if (cursor.short || at + 8 > end) return this.#wait(end - at + 1);
    if (headerChecked && nutCrc(bytes, at, cursor.at) !== 0) throw new NutError('packet header checksum');
    const packetEnd = cursor.at + size;
    if (packetEnd > end) return this.#wait(packetEnd - at);
    if (size < 4 || nutCrc(bytes, cursor.at, packetEnd) !== 0) throw new NutError('packet checksum');
    this.#header((bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0), new NutCursor(bytes, cursor.at, packetEnd - 4));
    return packetEnd;
  }

  #wait(bytes: number): null {
    this.#wanted = bytes;
    return null;
  }

  #header(startcode: number, cursor: NutCursor): void {
    if (startcode === Startcode.main) this.#main = parseMain(cursor);
    else if (startcode === Startcode.stream) this.#announce(parseStream(cursor, this.#mainHeader()));
    else if (startcode === Startcode.syncpoint) this.#synchronise(cursor);
    else if (startcode !== Startcode.info && startcode !== Startcode.index) throw new NutError(`start code ${startcode}`);
  }

  #announce(stream: NutStream): void {
    const known = this.#streams.get(stream.id);
    this.#streams.set(stream.id, stream);
    if (known === undefined) this.#lastPts.set(stream.id, 0);
    if (known === undefined || !sameFormat(known, stream)) this.#handler.stream(stream);
  }

  /** A syncpoint restates the time that following coded deltas count from, in every stream's own time base. */
  #synchronise(cursor: NutCursor): void {
    const main = this.#mainHeader();
    const coded = cursor.varint();
    if (cursor.short) throw new NutError('syncpoint cut short');
    const base = main.timeBases[coded % main.timeBases.length];
    if (base === undefined) throw new NutError('syncpoint time base');
    const time = Math.floor(coded / main.timeBases.length);
    for (const stream of this.#streams.values()) {
      const { num, den } = stream.timeBase;
      this.#lastPts.set(stream.id, Math.floor((time * base.num * den) / (base.den * num)));
    }
  }

  #frame(bytes: Uint8Array, at: number, end: number): number | null {
    const cursor = new NutCursor(bytes, at, end);
    const header = parseFrameHeader(cursor, this.#mainHeader(), this.#streams, this.#lastPts);
    if (header === null) {
      if (end - at > 1024) throw new NutError('frame header too long');
      return this.#wait(end - at + 1);
    }
    if (header.size > this.#limits.frameBytes) throw new NutError(`frame of ${header.size} bytes`);
    this.#lastPts.set(header.stream.id, header.pts);
    const data = new Uint8Array(header.elision.length + header.size);
    data.set(header.elision);
    const payload: Payload = { header, data, filled: header.elision.length };
    if (header.size === 0) this.#finish(payload);
    else this.#payload = payload;
    return cursor.at;
  }

  #finish({ header, data }: Payload): void {
    this.#payload = null;
    const skipped = header.sideData ? sideDataBytes(data) : 0;
    const { num, den } = header.stream.timeBase;
    const ptsUs = Math.round(((header.pts * num) / den) * 1_000_000);
    if (!Number.isSafeInteger(ptsUs)) throw new NutError('a time beyond all times');
    this.#handler.frame({
      stream: header.stream,
      data: skipped > 0 ? data.subarray(skipped) : data,
      ptsUs,
      key: header.key,
    });
  }

  #mainHeader(): NutMain {
    if (this.#main === null) throw new NutError('no main header');
    return this.#main;
  }
}

function sameFormat(a: NutStream, b: NutStream): boolean {
  return a.fourcc === b.fourcc && a.width === b.width && a.height === b.height && Buffer.compare(a.extradata, b.extradata) === 0;
}
