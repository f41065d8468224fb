/** Server-side reading of an RTSP/1.0 connection: requests and interleaved packets, split anywhere, hostile until parsed. */

export interface RtspRequest {
  readonly kind: 'request';
  readonly method: string;
  readonly uri: string;
  /** Names in lower case; the last of several wins. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

export interface InterleavedPacket {
  readonly kind: 'interleaved';
  readonly channel: number;
  readonly data: Buffer;
}

/** The peer does not speak RTSP; nothing after this can be trusted. */
export interface MalformedInput {
  readonly kind: 'malformed';
  readonly reason: string;
}

export type RtspInput = RtspRequest | InterleavedPacket | MalformedInput;

const maxHeaderBytes = 16_384;
const maxBodyBytes = 65_536;
const dollar = 0x24;

export class RtspParser {
  #pending: Buffer = Buffer.alloc(0);
  #broken = false;

  push(chunk: Buffer): RtspInput[] {
    if (this.#broken) return [];
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const inputs: RtspInput[] = [];
    for (let next = this.#next(); next !== null; next = this.#next()) {
      inputs.push(next);
      if (next.kind === 'malformed') {
        this.#broken = true;
        this.#pending = Buffer.alloc(0);
        break;
      }
    }
    return inputs;
  }

  #next(): RtspInput | null {
    while (this.#pending[0] === 0x0d || this.#pending[0] === 0x0a) this.#pending = this.#pending.subarray(1);
    if (this.#pending.length === 0) return null;
    return this.#pending[0] === dollar ? this.#interleaved() : this.#request();
  }

  #interleaved(): InterleavedPacket | null {
    if (this.#pending.length < 4) return null;
    const end = 4 + this.#pending.readUInt16BE(2);
    if (this.#pending.length < end) return null;
    const packet = { kind: 'interleaved', channel: this.#pending[1] ?? 0, data: this.#pending.subarray(4, end) } as const;
    this.#pending = this.#pending.subarray(end);
    return packet;
  }

  #request(): RtspRequest | MalformedInput | null {
    const first = this.#pending[0] ?? 0;
    if (first < 0x41 || first > 0x5a) return { kind: 'malformed', reason: 'a request starts with a method in capitals' };
    const end = this.#pending.indexOf('\r\n\r\n');
    if (end === -1) return this.#pending.length > maxHeaderBytes ? { kind: 'malformed', reason: 'header too long' } : null;
    if (end > maxHeaderBytes) return { kind: 'malformed', reason: 'header too long' };
    const head = parseHead(this.#pending.toString('latin1', 0, end));
    if (head.kind === 'malformed') return head;
    const length = Number(head.headers.get('content-length') ?? '0');
    if (!Number.isInteger(length) || length < 0 || length > maxBodyBytes) return { kind: 'malformed', reason: 'bad Content-Length' };
    if (this.#pending.length < end + 4 + length) return null;
    const body = this.#pending.subarray(end + 4, end + 4 + length);
    this.#pending = this.#pending.subarray(end + 4 + length);
    return { ...head, body };
  }
}

function parseHead(text: string): Omit<RtspRequest, 'body'> | MalformedInput {
  const [line = '', ...rest] = text.split('\r\n');
  const [method = '', uri = '', version = '', extra] = line.split(' ');
  if (!/^[A-Z_]{1,20}$/u.test(method) || uri === '' || uri.length > 2048 || extra !== undefined || !/^RTSP\/\d\.\d$/u.test(version)) {
    return { kind: 'malformed', reason: 'bad request line' };
  }
  const headers = new Map<string, string>();
  for (const field of rest) {
    const colon = field.indexOf(':');
    if (colon < 1) return { kind: 'malformed', reason: 'bad header line' };
    headers.set(field.slice(0, colon).trim().toLowerCase(), field.slice(colon + 1).trim());
  }
  return { kind: 'request', method, uri, headers };
}
