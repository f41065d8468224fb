/** A media process for the players' tests: speaks the media link over a WebSocket and plays clips in real time. */
import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { linkCommandSchema, type Carried, type LinkCommand, type StreamConfig } from '../../../src-contract/link/messages.ts';
import {
  DISCONTINUITY,
  KEYFRAME,
  PICTURE_HEADER_BYTES,
  RECORD_HEADER_BYTES,
  RecordType,
  writeRecordHeader,
} from '../../../src-contract/link/records.ts';
import type { StreamState } from '../../../src-contract/model/stream-state.ts';
import { colourOf } from '../../../src-main/media/codec/picture-facts.ts';
import type { Clip } from './clips.ts';

/** I420 planes with their colour, as FFmpeg would have decoded them. */
export interface TestPicture {
  readonly width: number;
  readonly height: number;
  readonly matrix: 0 | 1;
  readonly fullRange: boolean;
  readonly planes: Uint8Array;
}

/** What one camera's profile plays; tests change it while it plays. */
export interface TestStream {
  clip: Clip;
  /** Shown instead of units when pictures are wanted. */
  picture: ((number: number, size: { width: number; height: number }) => TestPicture) | null;
  stalled: boolean;
  /** Sends units that no decoder understands. */
  garbage: boolean;
  /** Leaves out the next units, then says so. */
  skip: number;
}

interface Subscription {
  readonly id: number;
  readonly stream: TestStream;
  want: Carried;
  size: { width: number; height: number };
  configured: string;
  position: number;
  sequence: number;
  dueMs: number;
  discontinuity: boolean;
}

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' };
const BATCH_EVERY_MS = 10;

export class LinkServer {
  readonly streams = new Map<string, TestStream>();
  readonly commands: LinkCommand[] = [];
  readonly refused = new Set<string>();
  /** What every new subscription hears of its stream. */
  state: StreamState = { kind: 'playing' };
  /** Links are closed at once while the media process is "down". */
  down = false;
  readonly #http: Server;
  readonly #links = new Set<Link>();

  private constructor(http: Server) {
    this.#http = http;
    new WebSocketServer({ server: http, path: '/media' }).on('connection', (socket) => {
      if (this.down) {
        socket.terminate();
        return;
      }
      const link = new Link(this, socket, () => this.#links.delete(link));
      this.#links.add(link);
    });
  }

  /** Serves the built page under `/` and the link under `/media`, on a free port of the loopback. */
  static async start(pageDirectory: string): Promise<LinkServer> {
    const http = createServer((request, response) => {
      const path = request.url === '/' ? '/index.html' : (request.url ?? '').split('?')[0]!; // split always has a first part
      readFile(join(pageDirectory, path)).then(
        (body) => response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(body),
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    return new LinkServer(http);
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`; // listening on a port, so it has one
  }

  add(name: string, clip: Clip, picture: TestStream['picture'] = null): TestStream {
    const stream: TestStream = { clip, picture, stalled: false, garbage: false, skip: 0 };
    this.streams.set(name, stream);
    return stream;
  }

  dropLinks(): void {
    for (const held of [...this.#links]) held.socket.terminate();
  }

  async stop(): Promise<void> {
    this.dropLinks();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }
}

class Link {
  readonly socket: WebSocket;
  readonly #server: LinkServer;
  readonly #subscriptions = new Map<number, Subscription>();
  #batch = 0;

  constructor(server: LinkServer, socket: WebSocket, closed: () => void) {
    this.#server = server;
    this.socket = socket;
    const timer = setInterval(() => {
      this.#tick();
    }, BATCH_EVERY_MS);
    socket.on('message', (data: Buffer) => {
      this.#command(linkCommandSchema.parse(JSON.parse(data.toString())));
    });
    socket.on('close', () => {
      clearInterval(timer);
      closed();
    });
  }

  #command(command: LinkCommand): void {
    if (command.kind !== 'ack') this.#server.commands.push(command);
    switch (command.kind) {
      case 'subscribe': {
        const stream = this.#server.streams.get(command.ticket.split('#')[0] ?? '');
        if (!stream || this.#server.refused.has(command.ticket)) {
          this.#send([stateRecord(command.subscription, { kind: 'closed', reason: 'refused' })]);
          return;
        }
        const { subscription: id, want, width, height } = command;
        const own: Subscription = {
          ...{ id, stream, want, size: { width, height }, configured: '', position: 0, sequence: 0 },
          // Cameras are not in step with one another.
          ...{ dueMs: performance.now() + ((id * 37) % (1_000 / stream.clip.fps)), discontinuity: false },
        };
        this.#subscriptions.set(id, own);
        this.#send([stateRecord(id, this.#server.state)]);
        return;
      }
      case 'adjust': {
        const subscription = this.#subscriptions.get(command.subscription);
        if (!subscription) return;
        if (subscription.want === 'nothing') subscription.configured = '';
        subscription.want = command.want;
        subscription.size = { width: command.width, height: command.height };
        return;
      }
      case 'unsubscribe':
        this.#subscriptions.delete(command.subscription);
        return;
      case 'listen':
      case 'replay':
      case 'replay-act':
      case 'diagnose':
      case 'retry':
      case 'ack':
        return;
    }
  }

  #tick(): void {
    const records: Uint8Array[] = [];
    for (const subscription of this.#subscriptions.values()) collect(subscription, records);
    if (records.length > 0) this.#send(records);
  }

  #send(records: readonly Uint8Array[]): void {
    this.#batch += 1;
    const clock = record(RecordType.clock, 0, 0, this.#batch, performance.now(), new Uint8Array(0));
    this.socket.send(Buffer.concat([...records, clock]));
  }
}

function collect(subscription: Subscription, records: Uint8Array[]): void {
  const { stream } = subscription;
  const now = performance.now();
  if (now < subscription.dueMs) return;
  subscription.dueMs = Math.max(subscription.dueMs + 1_000 / stream.clip.fps, now - 100);
  if (stream.stalled || subscription.want === 'nothing') return;
  configure(subscription, records);
  const position = subscription.position;
  subscription.position += 1;
  if (stream.skip > 0) {
    stream.skip -= 1;
    subscription.discontinuity = true;
    return;
  }
  if (subscription.want === 'pictures' && stream.picture) {
    subscription.sequence += 1;
    const picture = stream.picture(position, subscription.size);
    records.push(record(RecordType.picture, 0, subscription.id, subscription.sequence, now, picturePayload(picture)));
    return;
  }
  const unit = stream.clip.units[position % stream.clip.units.length];
  if (!unit) return;
  subscription.sequence += 1;
  const flags = (unit.keyframe ? KEYFRAME : 0) | (subscription.discontinuity ? DISCONTINUITY : 0);
  subscription.discontinuity = false;
  const data = stream.garbage ? new Uint8Array(200).fill(0x5a) : unit.data;
  records.push(record(RecordType.unit, flags, subscription.id, subscription.sequence, now, data));
}

/** A config record whenever what follows is something else than before; a changed clip starts at its keyframe. */
function configure(subscription: Subscription, records: Uint8Array[]): void {
  const { clip, picture } = subscription.stream;
  const carries = subscription.want === 'pictures' && picture ? 'pictures' : 'units';
  const { codecString, width, height, facts, fps } = clip;
  const config: StreamConfig = { codec: 'h264', codecString, width, height, colour: colourOf(facts), sourceHoldMs: 1_000 / fps, carries };
  const text = JSON.stringify(config);
  if (text === subscription.configured) return;
  subscription.configured = text;
  subscription.position = 0;
  records.push(record(RecordType.config, 0, subscription.id, 0, performance.now(), new TextEncoder().encode(text)));
}

function stateRecord(subscription: number, state: StreamState): Uint8Array {
  return record(RecordType.state, 0, subscription, 0, performance.now(), new TextEncoder().encode(JSON.stringify(state)));
}

function picturePayload(picture: TestPicture): Uint8Array {
  const payload = new Uint8Array(PICTURE_HEADER_BYTES + picture.planes.byteLength);
  const view = new DataView(payload.buffer);
  view.setUint16(0, picture.width, true);
  view.setUint16(2, picture.height, true);
  view.setUint8(4, picture.matrix);
  view.setUint8(5, picture.fullRange ? 1 : 0);
  payload.set(picture.planes, PICTURE_HEADER_BYTES);
  return payload;
}

function record(
  type: RecordType,
  flags: number,
  subscription: number,
  sequence: number,
  arrivalMs: number,
  payload: Uint8Array,
): Uint8Array {
  const bytes = new Uint8Array(RECORD_HEADER_BYTES + payload.byteLength);
  const header = { type, flags, subscription, sequence, ptsUs: arrivalMs * 1_000, arrivalMs };
  writeRecordHeader(new DataView(bytes.buffer), 0, header, payload.byteLength);
  bytes.set(payload, RECORD_HEADER_BYTES);
  return bytes;
}
