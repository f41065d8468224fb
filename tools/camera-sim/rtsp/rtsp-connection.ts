/** One client connection: answers its requests and owns its sessions. */
import type { Socket } from 'node:net';
import { assertNever } from '../../../src-contract/errors.ts';
import type { CameraBank } from '../camera-bank.ts';
import type { SimCamera } from '../cameras.ts';
import type { FaultBoard } from '../faults.ts';
import { RtpSender } from '../media/rtp-sender.ts';
import type { RandomSource } from '../random.ts';
import { bindUdpPair, interleavedCarrier, Throttle, udpCarrier } from './carriers.ts';
import type { Gatekeeper } from './digest.ts';
import type { SignInCount } from './sign-in-count.ts';
import { RtspParser, type RtspInput, type RtspRequest } from './rtsp-parser.ts';
import { formatResponse, type RtspResponse } from './rtsp-response.ts';
import { RtspSession } from './rtsp-session.ts';
import { buildSdp, type SdpTrack } from './sdp.ts';
import { formatStreamPath, parseStreamPath, type StreamPath } from './stream-path.ts';
import { parseTransport, type RequestedTransport } from './transport-header.ts';

export interface ConnectionParts {
  readonly bank: CameraBank;
  readonly faults: FaultBoard;
  readonly gatekeeper: Gatekeeper;
  readonly signIns: SignInCount;
  readonly random: RandomSource;
  readonly sessionTimeoutSeconds: number;
  readonly newSessionId: () => string;
  readonly now: () => number;
}

const publicMethods = 'OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, GET_PARAMETER, SET_PARAMETER, TEARDOWN';

export class RtspConnection {
  readonly #socket: Socket;
  readonly #parts: ConnectionParts;
  readonly #parser = new RtspParser();
  readonly #sessions = new Map<string, RtspSession>();
  readonly #throttle = new Throttle();
  /** The camera its last request named. */
  #camera: number | null = null;
  /** Requests are answered one after another, though SETUP over UDP takes a moment. */
  #work: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(socket: Socket, parts: ConnectionParts) {
    this.#socket = socket;
    this.#parts = parts;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      for (const input of this.#parser.push(chunk)) this.#work = this.#work.then(() => this.#take(input)).catch(() => this.reset());
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#closed = true;
      for (const session of this.#sessions.values()) session.end();
      this.#sessions.clear();
    });
  }

  get camera(): number | null {
    return this.#camera;
  }

  get sessions(): Iterable<RtspSession> {
    return this.#sessions.values();
  }

  close(): void {
    for (const session of this.#sessions.values()) session.end();
    this.#socket.destroySoon();
  }

  reset(): void {
    // Resetting a socket that is already shutting down leaves its handle open for good (Node 24).
    if (this.#socket.writableEnded) this.#socket.destroy();
    else this.#socket.resetAndDestroy();
  }

  /** Ends sessions whose client has been silent for longer than the timeout it was told. */
  expireSessions(now: number): void {
    for (const session of this.#sessions.values()) {
      if (session.idleMs(now) <= this.#parts.sessionTimeoutSeconds * 1000) continue;
      session.end();
      this.#sessions.delete(session.id);
      if (this.#sessions.size === 0) this.#socket.destroySoon();
    }
  }

  async #take(input: RtspInput): Promise<void> {
    if (this.#closed) return;
    switch (input.kind) {
      case 'interleaved':
        for (const session of this.#sessions.values()) session.touch(this.#parts.now());
        return;
      case 'malformed':
        this.#socket.end(formatResponse({ status: 400 }, undefined));
        return;
      case 'request':
        await this.#handle(input);
        return;
      default:
        assertNever(input);
    }
  }

  async #handle(request: RtspRequest): Promise<void> {
    const path = parseStreamPath(request.uri);
    const camera = path === null ? undefined : this.#parts.bank.camera(path.camera);
    if (camera !== undefined) {
      this.#camera = camera.number;
      const admission = this.#parts.bank.admission(camera.number);
      if (admission === 'refuse') this.reset();
      if (admission !== 'open' || this.#parts.faults.get(camera.number, 'stall')?.keepAlive === false) return;
    }
    const response = await this.#respond(request, path, camera);
    if (this.#closed) return;
    const bytes = formatResponse(response, request.headers.get('cseq'));
    const garbage = camera === undefined ? undefined : this.#parts.faults.get(camera.number, 'garbage');
    if (garbage?.layer === 'rtsp') this.#parts.random.scribble(bytes, 0, bytes.length);
    // The first packet follows on the scheduler's next tick, so the answer to PLAY is always ahead of it.
    this.#socket.write(bytes);
  }

  async #respond(request: RtspRequest, path: StreamPath | null, camera: SimCamera | undefined): Promise<RtspResponse> {
    if (request.method === 'OPTIONS') return { status: 200, headers: { Public: publicMethods } };
    if (path === null || camera === undefined) return { status: 404 };
    const forced = this.#parts.faults.get(camera.number, 'answer');
    const { bank, gatekeeper } = this.#parts;
    if (forced?.method === request.method && forced.status !== 401) return { status: forced.status };
    const header = forced?.method === request.method ? undefined : request.headers.get('authorization');
    const auth = forced?.method === request.method && bank.authOf(camera.number).kind === 'none' ? unknowable : bank.authOf(camera.number);
    const verdict = gatekeeper.judge(auth, request.method, request.uri, header, bank.noncesValidFrom(camera.number));
    if (header !== undefined && !(verdict.kind === 'challenge' && verdict.stale))
      this.#parts.signIns.note(camera.number, verdict.kind === 'granted' ? 'right' : 'wrong');
    if (verdict.kind === 'challenge') return { status: 401, headers: { 'WWW-Authenticate': verdict.header } };
    switch (request.method) {
      case 'DESCRIBE':
        return this.#describe(path, camera);
      case 'SETUP':
        return this.#setup(request, path, camera);
      case 'PLAY':
      case 'PAUSE':
      case 'TEARDOWN':
      case 'GET_PARAMETER':
      case 'SET_PARAMETER':
        return this.#control(request);
      default:
        return { status: 501 };
    }
  }

  #describe(path: StreamPath, camera: SimCamera): RtspResponse {
    const { bank } = this.#parts;
    const clip = bank.wantedClip(camera, path.profile);
    const base = { ...path, track: null };
    const tracks: SdpTrack[] = [{ format: clip.format, control: formatStreamPath({ ...base, track: 0 }), fps: clip.entry?.fps ?? null }];
    if (path.audio !== null)
      tracks.push({ format: bank.audioClip(path.camera, path.audio).format, control: formatStreamPath({ ...base, track: 1 }), fps: null });
    const body = Buffer.from(buildSdp(`camera ${String(camera.number)}`, formatStreamPath(base), tracks), 'utf8');
    if (this.#parts.faults.get(camera.number, 'garbage')?.layer === 'sdp') this.#parts.random.scribble(body, 0, body.length);
    return {
      status: 200,
      headers: { 'Content-Base': `${formatStreamPath({ ...base, audio: null })}/`, 'Content-Type': 'application/sdp' },
      body,
    };
  }

  async #setup(request: RtspRequest, path: StreamPath, camera: SimCamera): Promise<RtspResponse> {
    if (path.track === null) return { status: 459 };
    if (path.track === 1 && path.audio === null) return { status: 404 };
    const transport = parseTransport(request.headers.get('transport') ?? '');
    if (transport === null) return { status: 461 };
    const wanted = request.headers.get('session')?.split(';')[0]?.trim();
    const known = wanted === undefined ? undefined : this.#sessions.get(wanted);
    if (wanted !== undefined && known === undefined) return { status: 454 };
    if (known?.playing === true) return { status: 455 };
    const session = known ?? new RtspSession(this.#parts.newSessionId(), camera.number, this.#parts.now());
    const answer = await this.#addTrack(session, { path, track: path.track, camera, transport });
    this.#sessions.set(session.id, session);
    return { status: 200, headers: { Transport: answer, Session: this.#sessionHeader(session) } };
  }

  async #addTrack(
    session: RtspSession,
    wanted: { readonly path: StreamPath; readonly track: number; readonly camera: SimCamera; readonly transport: RequestedTransport },
  ): Promise<string> {
    const { bank, random } = this.#parts;
    const { path, track, camera, transport } = wanted;
    const faults = bank.carrierFaults(camera.number);
    const stream = track === 1 && path.audio !== null ? bank.audioStream(camera, path.audio) : bank.videoStream(camera, path.profile);
    const clock = { wallMs: () => bank.wallMs(camera.number), rtpAt: (now: number) => stream.rtpAt(now) };
    const ssrc = random.integer(2 ** 32);
    const ssrcText = ssrc.toString(16).padStart(8, '0').toUpperCase();
    const add = (carrier: ConstructorParameters<typeof RtpSender>[0]): void => {
      session.add({ track, control: formatStreamPath(path), stream, sender: new RtpSender(carrier, clock, ssrc, random.integer(65_536)) });
    };
    if (transport.kind === 'tcp') {
      const channels = transport.channels ?? ([track * 2, track * 2 + 1] as const);
      add(interleavedCarrier(this.#socket, channels, this.#throttle, faults));
      return `RTP/AVP/TCP;unicast;interleaved=${String(channels[0])}-${String(channels[1])};ssrc=${ssrcText}`;
    }
    const pair = await bindUdpPair();
    const touch = (): void => {
      session.touch(this.#parts.now());
    };
    pair.rtp.on('message', touch);
    pair.rtcp.on('message', touch);
    add(udpCarrier(pair, { address: this.#socket.remoteAddress ?? '127.0.0.1', ports: transport.ports }, this.#throttle, faults));
    const [client, server] = [transport.ports, pair.ports].map(([first, second]) => `${String(first)}-${String(second)}`);
    return `RTP/AVP;unicast;client_port=${client ?? ''};server_port=${server ?? ''};ssrc=${ssrcText}`;
  }

  #control(request: RtspRequest): RtspResponse {
    const id = request.headers.get('session')?.split(';')[0]?.trim();
    const session = id === undefined ? undefined : this.#sessions.get(id);
    const asksNothing = request.method === 'GET_PARAMETER' || request.method === 'SET_PARAMETER';
    if (session === undefined) return { status: asksNothing && id === undefined ? 200 : 454 };
    session.touch(this.#parts.now());
    const headers = { Session: this.#sessionHeader(session) };
    switch (request.method) {
      case 'PLAY':
        return { status: 200, headers: { ...headers, Range: 'npt=now-', 'RTP-Info': session.play(this.#parts.now()) } };
      case 'PAUSE':
        session.pause();
        return { status: 200, headers };
      case 'TEARDOWN':
        session.end();
        this.#sessions.delete(session.id);
        return { status: 200, headers };
      default:
        return { status: 200, headers };
    }
  }

  #sessionHeader(session: RtspSession): string {
    return `${session.id};timeout=${String(this.#parts.sessionTimeoutSeconds)}`;
  }
}

/** Credentials nobody has, for a 401 from a camera that is otherwise open. */
const unknowable = { kind: 'digest', username: '\0', password: '\0', qop: false, nonceSeconds: 60 } as const;
