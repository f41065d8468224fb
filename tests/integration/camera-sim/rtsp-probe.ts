/** A bare RTSP client for looking at what the simulator really sends. */
import { connect, type Socket } from 'node:net';

export interface ProbeResponse {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

export interface ProbePacket {
  readonly channel: number;
  readonly data: Buffer;
}

export class RtspProbe {
  readonly packets: ProbePacket[] = [];
  /** Bytes that were neither a response nor an interleaved packet. */
  junk = 0;
  /** All bytes that came, and the responses among them. */
  bytes = 0;
  responses = 0;
  /** `open`, then `ended` (FIN) or the error code. */
  state = 'open';
  readonly #socket: Socket;
  readonly #waiting: ((response: ProbeResponse) => void)[] = [];
  #pending: Buffer = Buffer.alloc(0);
  #cseq = 0;

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1');
    this.#socket.on('data', (chunk: Buffer) => {
      this.bytes += chunk.length;
      this.#pending = Buffer.concat([this.#pending, chunk]);
      this.#read();
    });
    this.#socket.on('end', () => (this.state = 'ended'));
    this.#socket.on('error', (failure: NodeJS.ErrnoException) => (this.state = failure.code ?? 'error'));
  }

  request(method: string, uri: string, headers: Readonly<Record<string, string>> = {}): Promise<ProbeResponse> {
    this.#cseq += 1;
    const lines = [
      `${method} ${uri} RTSP/1.0`,
      `CSeq: ${String(this.#cseq)}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ];
    this.#socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  write(bytes: Buffer | string): void {
    this.#socket.write(bytes);
  }

  /** SETUP of track 0 over TCP and PLAY. */
  async play(url: string): Promise<ProbeResponse> {
    const setup = await this.request('SETUP', `${url}/track0`, { Transport: 'RTP/AVP/TCP;unicast;interleaved=0-1' });
    const session = setup.headers.get('session')?.split(';')[0] ?? '';
    return this.request('PLAY', url, { Session: session });
  }

  pause(): void {
    this.#socket.pause();
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(): void {
    for (;;) {
      if (this.#pending.length < 4) return;
      if (this.#pending[0] === 0x24) {
        const end = 4 + this.#pending.readUInt16BE(2);
        if (this.#pending.length < end) return;
        this.packets.push({ channel: this.#pending[1] ?? 0, data: Buffer.from(this.#pending.subarray(4, end)) });
        this.#pending = this.#pending.subarray(end);
      } else if (this.#pending.toString('latin1', 0, 4) === 'RTSP') {
        if (!this.#readResponse()) return;
      } else {
        this.junk += 1;
        this.#pending = this.#pending.subarray(1);
      }
    }
  }

  #readResponse(): boolean {
    const end = this.#pending.indexOf('\r\n\r\n');
    if (end === -1) return false;
    const [first = '', ...fields] = this.#pending.toString('latin1', 0, end).split('\r\n');
    const headers = new Map(
      fields.map((field) => [field.slice(0, field.indexOf(':')).toLowerCase(), field.slice(field.indexOf(':') + 1).trim()]),
    );
    const length = Number(headers.get('content-length') ?? 0);
    if (this.#pending.length < end + 4 + length) return false;
    const body = this.#pending.toString('utf8', end + 4, end + 4 + length);
    this.#pending = this.#pending.subarray(end + 4 + length);
    this.responses += 1;
    this.#waiting.shift()?.({ status: Number(first.split(' ')[1]), headers, body });
    return true;
  }
}

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until the condition holds; rejects after `ms`. */
export async function until(what: string, condition: () => boolean, ms = 5000): Promise<void> {
  const end = performance.now() + ms;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`waited in vain until ${what}`);
    await wait(20);
  }
}

export const rtpOf = (
  packet: ProbePacket,
): { sequence: number; timestamp: number; marker: boolean; version: number; nalType: number; payload: Buffer } => ({
  version: (packet.data[0] ?? 0) >> 6,
  marker: (packet.data[1] ?? 0) >> 7 === 1,
  sequence: packet.data.readUInt16BE(2),
  timestamp: packet.data.readUInt32BE(4),
  nalType: (packet.data[12] ?? 0) & 0x1f,
  payload: packet.data.subarray(12),
});

export const media = (probe: RtspProbe): ProbePacket[] => probe.packets.filter((packet) => packet.channel === 0);
