/**
 * Takes the bytes of an RTSP connection apart: messages and interleaved packets, split anywhere.
 *
 * Hostile input: everything is capped, nothing throws, and packets are views into what was read.
 * Once media flows, a damaged stretch is skipped up to the next thing that can be recognised
 * (FFmpeg does the same); before that it means the peer does not speak RTSP.
 */
import { contentLength, parseHead, type RtspMessage } from './message.ts';

export interface WireEvents {
  message(message: RtspMessage): void;
  /** A packet of an interleaved channel: a view, to be copied by whoever keeps it beyond its picture. */
  packet(channel: number, packet: Uint8Array): void;
  /** Nothing after this can be trusted; nothing follows. */
  broken(reason: string): void;
}

export const maxHeadBytes = 64 * 1024;
export const maxBodyBytes = 1024 * 1024;
/** Skipped in a row without anything recognisable in between. */
export const maxSkippedBytes = 256 * 1024;
/** Channels above this are no camera's: so many would be sixteen tracks. */
const maxChannel = 31;

const dollar = 0x24;
const isLineEnd = (byte: number | undefined): boolean => byte === 0x0d || byte === 0x0a;
const starts = [
  'RTSP/',
  'OPTIONS ',
  'ANNOUNCE ',
  'REDIRECT ',
  'GET_PARAMETER ',
  'SET_PARAMETER ',
  'TEARDOWN ',
  'PLAY_NOTIFY ',
  'PAUSE ',
].map((text) => Buffer.from(text, 'latin1'));

export class WireReader {
  readonly #events: WireEvents;
  #parts: Buffer[] = [];
  #held = 0;
  /** Bytes that must be there before it is worth looking again. */
  #need = 1;
  #skipped = 0;
  #lenient = false;
  #broken = false;

  constructor(events: WireEvents) {
    this.#events = events;
  }

  /** From here on damage is skipped. */
  mediaBegins(): void {
    this.#lenient = true;
  }

  push(chunk: Buffer): void {
    if (this.#broken || chunk.length === 0) return;
    this.#parts.push(chunk);
    this.#held += chunk.length;
    if (this.#held < this.#need) return;
    const bytes = this.#parts.length === 1 ? chunk : Buffer.concat(this.#parts, this.#held);
    this.#need = 1;
    let at = 0;
    while (at < bytes.length && !this.#isBroken()) {
      const taken = this.#take(bytes, at);
      if (taken === 0) break;
      at += taken;
    }
    const rest = this.#isBroken() ? bytes.subarray(0, 0) : bytes.subarray(at);
    this.#parts = rest.length === 0 ? [] : [rest];
    this.#held = rest.length;
  }

  /** A callback may break the reader while `push` runs. */
  #isBroken(): boolean {
    return this.#broken;
  }

  /** Bytes taken from `at`; 0 when more are needed, how many stands in `#need`. */
  #take(bytes: Buffer, at: number): number {
    if (isLineEnd(bytes[at])) return 1;
    if (bytes[at] === dollar) {
      const taken = this.#packet(bytes, at);
      if (taken !== null) return taken;
    } else {
      const start = startsMessage(bytes, at);
      if (start === 'perhaps') return this.#wait(bytes.length - at + 1);
      if (start === 'yes') return this.#message(bytes, at);
    }
    return this.#skip(bytes, at);
  }

  #wait(need: number): 0 {
    this.#need = need;
    return 0;
  }

  /** `null` when no camera would use that channel. */
  #packet(bytes: Buffer, at: number): number | null {
    const there = bytes.length - at;
    if (there < 4) return this.#wait(4);
    const channel = bytes[at + 1] ?? 0;
    if (channel > maxChannel) return null;
    const size = 4 + bytes.readUInt16BE(at + 2);
    if (there < size) return this.#wait(size);
    this.#skipped = 0;
    this.#events.packet(channel, bytes.subarray(at + 4, at + size));
    return size;
  }

  #message(bytes: Buffer, at: number): number {
    const end = headEnd(bytes, at);
    if (end === -1) return bytes.length - at > maxHeadBytes ? this.#break('a head of more than 64 KB') : this.#wait(bytes.length - at + 1);
    if (end - at > maxHeadBytes) return this.#break('a head of more than 64 KB');
    const head = parseHead(bytes.toString('latin1', at, end));
    if (head === null) return this.#lenient ? this.#skip(bytes, at) : this.#break('a first line that is not RTSP');
    const length = contentLength(head.headers);
    if (length === null || length > maxBodyBytes) return this.#break('an impossible Content-Length');
    if (bytes.length < end + length) return this.#wait(end + length - at);
    this.#skipped = 0;
    this.#events.message({ ...head, body: bytes.subarray(end, end + length) });
    return end + length - at;
  }

  #skip(bytes: Buffer, at: number): number {
    if (!this.#lenient) return this.#break('bytes that are not RTSP');
    const next = nextStart(bytes, at + 1);
    const taken = next - at;
    this.#skipped += taken;
    return this.#skipped > maxSkippedBytes ? this.#break('nothing recognisable any more') : taken;
  }

  #break(reason: string): 0 {
    this.#broken = true;
    this.#events.broken(reason);
    return 0;
  }
}

/** Past the blank line that ends a head, or -1. Some cameras end lines with LF alone. */
function headEnd(bytes: Buffer, at: number): number {
  const window = bytes.subarray(at, at + maxHeadBytes + 4);
  const [strict, loose] = [window.indexOf('\r\n\r\n'), window.indexOf('\n\n')];
  if (strict !== -1 && (loose === -1 || strict < loose)) return at + strict + 4;
  return loose === -1 ? -1 : at + loose + 2;
}

function startsMessage(bytes: Buffer, at: number): 'yes' | 'no' | 'perhaps' {
  let perhaps = false;
  for (const start of starts) {
    const length = Math.min(start.length, bytes.length - at);
    if (bytes.compare(start, 0, length, at, at + length) !== 0) continue;
    if (length === start.length) return 'yes';
    perhaps = true;
  }
  return perhaps ? 'perhaps' : 'no';
}

/** Where something recognisable may begin at or after `from`: a packet of ours with RTP or RTCP inside, or an answer. */
function nextStart(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at += 1) {
    const [byte, channel, version] = [bytes[at], bytes[at + 1] ?? 0, bytes[at + 4]];
    if (byte === dollar && channel <= maxChannel && (version === undefined || version >> 6 === 2)) return at;
    if (byte === 0x52 && startsMessage(bytes, at) !== 'no') return at;
  }
  return bytes.length;
}
