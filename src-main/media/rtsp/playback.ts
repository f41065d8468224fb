/** From a fresh connection to flowing media: OPTIONS, DESCRIBE, SETUP, PLAY. */
import type { Clock } from '../../base/clock.ts';
import type { StreamCounts } from '../diagnostics/stream-counts.ts';
import type { Conversation } from './conversation.ts';
import type { MediaTrack } from './media-track.ts';
import { header } from './message.ts';
import { failureOfStatus, RtspFailure } from './rtsp-failure.ts';
import { parseSdp, type SdpTrack } from './sdp.ts';
import { keepAliveMs } from './session-timing.ts';
import { baseUrl, joinControl, type RtspTarget } from './target.ts';
import { parseTransport, tcpTransport, udpTransport } from './transport.ts';
import { openUdp } from './udp-media.ts';
import { bindUdpPorts, type UdpPorts } from './udp-ports.ts';

export interface PlaybackDependencies {
  readonly conversation: Conversation;
  readonly clock: Clock;
  readonly counts?: StreamCounts;
  /** Of the connection. */
  readonly localAddress: string;
  readonly remoteAddress: string;
  /** Which of the camera's tracks to play. Throws `RtspFailure` when none will do. */
  readonly choose: (tracks: readonly SdpTrack[]) => SdpTrack;
  /** Called before PLAY; what it answers takes the packets. */
  readonly mediaBegins: (track: SdpTrack, playback: Playback) => MediaTrack;
  /** Wraps everything that runs on a packet's arrival. */
  readonly guarded: (action: () => void) => void;
  /** Writes to the connection. */
  readonly write: (bytes: Buffer) => void;
}

/** A session that plays, or is about to. */
export interface Playback {
  readonly transport: 'tcp' | 'udp';
  /** What PLAY, keep-alives and TEARDOWN name. */
  readonly control: string;
  readonly keepAliveMs: number;
  /** The methods the camera says it knows; `null` when it says nothing. */
  readonly advertised: string | null;
  interleaved(channel: number, packet: Uint8Array): void;
  sendControl(packet: Buffer): void;
  close(): Promise<void>;
}

/** Throws `RtspFailure`. The camera may send media before this resolves. */
export async function beginPlaying(target: RtspTarget, transport: 'tcp' | 'udp', dependencies: PlaybackDependencies): Promise<Playback> {
  const { conversation } = dependencies;
  const advertised = await askMethods(conversation, target);
  const description = await conversation.demand('DESCRIBE', target.url, { Accept: 'application/sdp' });
  const sdp = parseSdp(new TextDecoder().decode(description.body));
  if (sdp === null) throw new RtspFailure('protocol-error', 'no media in the session description');
  const track = dependencies.choose(sdp.tracks);
  const base = baseUrl(header(description.headers, 'content-base') ?? header(description.headers, 'content-location'), target);
  const control = joinControl(base, sdp.control ?? '*');
  const facts = { control, advertised };
  const ports = transport === 'udp' ? await bindUdpPorts(dependencies.localAddress) : null;
  try {
    const playback = await setUp(track, joinControl(base, track.control ?? '*'), ports, facts, dependencies);
    await conversation.demand('PLAY', control, { Range: 'npt=0.000-' });
    return playback;
  } catch (failure) {
    await ports?.close();
    throw failure;
  }
}

/** Cameras that refuse OPTIONS exist; those that refuse the login say so here already, and every further try counts against the account. */
async function askMethods(conversation: Conversation, target: RtspTarget): Promise<string | null> {
  const { status, headers } = await conversation.ask('OPTIONS', target.url);
  if (status === 401 || status === 403) throw new RtspFailure(failureOfStatus(status), `OPTIONS answered with ${status}`);
  return header(headers, 'public');
}

async function setUp(
  track: SdpTrack,
  url: string,
  ports: UdpPorts | null,
  facts: Pick<Playback, 'control' | 'advertised'>,
  dependencies: PlaybackDependencies,
): Promise<Playback> {
  const wanted = ports === null ? tcpTransport : udpTransport(ports.ports);
  const answer = await dependencies.conversation.demand('SETUP', url, { Transport: wanted });
  const agreed = parseTransport(header(answer.headers, 'transport') ?? wanted);
  if (agreed.kind !== (ports === null ? 'tcp' : 'udp')) throw new RtspFailure('protocol-error', 'the camera chose another transport');
  const shared = { ...facts, transport: agreed.kind, keepAliveMs: keepAliveMs(header(answer.headers, 'session')) };
  if (ports !== null) return openUdp(track, shared, ports, agreed, dependencies);
  const { clock, write, mediaBegins } = dependencies;
  const [mediaChannel, controlChannel] = agreed.channels;
  const playback: Playback = {
    ...shared,
    interleaved: (channel, packet) => {
      if (channel === mediaChannel) receiver.media(packet, clock.now());
      else if (channel === controlChannel) receiver.control(packet, clock.now());
    },
    sendControl: (packet) => {
      write(Buffer.concat([Buffer.from([0x24, controlChannel, packet.length >> 8, packet.length & 0xff]), packet]));
    },
    close: () => Promise.resolve(),
  };
  const receiver = mediaBegins(track, playback);
  return playback;
}
