/**
 * The native `MediaSource`: speaks RTSP/1.0 itself, so that a picture leaves with its last packet
 * (FFmpeg holds one frame back), with the camera's clock and without a process per stream.
 */
import type { Socket } from 'node:net';
import type { StreamFailure } from '../../../src-contract/model/stream-state.ts';
import type { Clock } from '../../base/clock.ts';
import { DisposableStore } from '../../base/disposable.ts';
import type { Log } from '../../base/log.ts';
import { newStreamCounts, type StreamCounts } from '../diagnostics/stream-counts.ts';
import type { MediaSource, OpenMediaSource, StreamSource } from '../source.ts';
import { Conversation } from './conversation.ts';
import type { MediaTrack } from './media-track.ts';
import { beginPlaying, type Playback } from './playback.ts';
import { RtspFailure } from './rtsp-failure.ts';
import { openSocket } from './rtsp-socket.ts';
import type { SdpTrack } from './sdp.ts';
import { keepAliveMethods } from './session-timing.ts';
import { parseTarget, type RtspTarget } from './target.ts';
import type { TrackPart } from './track-part.ts';
import { videoPart } from './video-part.ts';
import { WireReader } from './wire-reader.ts';

export interface NativeSourceDependencies {
  readonly clock: Clock;
  /** Carries the stream's name; gets reasons, never addresses or credentials. */
  readonly log: Log;
  readonly random: () => number;
  /** Unpredictable text for Digest. */
  readonly newCnonce: () => string;
}

/** Firmware that treats known clients specially sees a stable name. */
const userAgent = 'ThaiNguyen-VMS';
const teardownLimitMs = 500;
const reportEveryMs = 5000;
const keyframeLookEveryMs = 100;

export function createNativeSources(dependencies: NativeSourceDependencies): OpenMediaSource {
  return (source, sink, counts = newStreamCounts()) => openNativeSession(dependencies, source, videoPart(sink, counts), counts);
}

/** One attempt to play one track of a camera. */
export function openNativeSession(
  dependencies: NativeSourceDependencies,
  source: StreamSource,
  part: TrackPart,
  counts: StreamCounts = newStreamCounts(),
): MediaSource {
  return new NativeSource(dependencies, source, part, counts);
}

class NativeSource implements MediaSource {
  readonly #dependencies: NativeSourceDependencies;
  readonly #source: StreamSource;
  readonly #part: TrackPart;
  readonly #counts: StreamCounts;
  readonly #held = new DisposableStore();
  readonly #conversation: Conversation;
  readonly #reader: WireReader;
  readonly #closed = Promise.withResolvers<undefined>();
  readonly #ownSsrc: number;
  #socket: Socket | null = null;
  #track: MediaTrack | null = null;
  #playback: Playback | null = null;
  #asksForKeyframes = false;
  #over = false;
  #gone: Promise<void> | null = null;

  constructor(dependencies: NativeSourceDependencies, source: StreamSource, part: TrackPart, counts: StreamCounts) {
    this.#dependencies = dependencies;
    this.#source = source;
    this.#part = part;
    this.#counts = counts;
    this.#ownSsrc = Math.floor(dependencies.random() * 2 ** 32);
    const { username, password } = source;
    this.#conversation = new Conversation({
      clock: dependencies.clock,
      write: (bytes) => {
        this.#write(bytes);
      },
      credentials: username === null ? null : { username, password: password ?? '' },
      newCnonce: dependencies.newCnonce,
      counts,
      userAgent,
    });
    this.#reader = this.#newReader();
    const target = parseTarget(source.url);
    if (target === null) {
      this.#closed.resolve(undefined);
      queueMicrotask(() => {
        this.#end(new RtspFailure('protocol-error', 'not an RTSP address'));
      });
    } else this.#dial(target);
  }

  /** Nothing, but for cameras that do not mark where a picture ends. */
  holdMs(frameIntervalMs: number): number {
    return this.#track?.holdsBack === true ? frameIntervalMs : 0;
  }

  async dispose(): Promise<void> {
    this.#over = true;
    await this.#leave();
  }

  #dial(target: RtspTarget): void {
    this.#socket = openSocket(target, this.#source.trustedCertificate ?? null, this.#dependencies.clock, {
      opened: () => {
        this.#play(target).catch((failure: unknown) => {
          this.#end(failure);
        });
      },
      data: (chunk) => {
        this.#counts.bytes += chunk.length;
        this.#guarded(() => {
          this.#reader.push(chunk);
        });
      },
      closed: (failure) => {
        this.#closed.resolve(undefined);
        this.#conversation.end(failure);
        this.#end(failure);
      },
    });
  }

  #newReader(): WireReader {
    return new WireReader({
      message: (message) => {
        this.#conversation.take(message);
      },
      packet: (channel, packet) => {
        this.#playback?.interleaved(channel, packet);
      },
      broken: (reason) => {
        this.#end(new RtspFailure('protocol-error', reason));
      },
    });
  }

  async #play(target: RtspTarget): Promise<void> {
    const conversation = this.#conversation;
    this.#playback = await beginPlaying(target, this.#source.transport, {
      conversation,
      counts: this.#counts,
      clock: this.#dependencies.clock,
      localAddress: this.#socket?.localAddress ?? '',
      remoteAddress: this.#socket?.remoteAddress ?? '',
      choose: (tracks) => this.#part.choose(tracks),
      mediaBegins: (track, playback) => this.#mediaBegins(track, playback),
      guarded: (action) => {
        this.#guarded(action);
      },
      write: (bytes) => {
        this.#write(bytes);
      },
    });
    if (this.#over) return;
    this.#part.began?.();
    this.#keepAlive(this.#playback);
    this.#askForKeyframes();
    const { clock } = this.#dependencies;
    this.#held.add(
      clock.every(reportEveryMs, () => {
        const report = this.#track?.report(this.#ownSsrc, clock.now()) ?? null;
        if (report !== null) this.#playback?.sendControl(report);
      }),
    );
  }

  /** Before PLAY, because some cameras send media ahead of their answer to it. */
  #mediaBegins(description: SdpTrack, playback: Playback): MediaTrack {
    const track = this.#part.begin(description, {
      over: () => this.#over,
      fail: (failure) => {
        this.#end(failure);
      },
    });
    this.#track = track;
    this.#playback = playback;
    this.#asksForKeyframes = description.keyframeRequest !== null && description.codec !== 'mjpeg';
    if (playback.transport === 'tcp') this.#reader.mediaBegins();
    return track;
  }

  #keepAlive({ keepAliveMs, advertised, control }: Playback): void {
    const methods = [...keepAliveMethods(advertised)];
    const once = async (): Promise<void> => {
      const [method] = methods;
      if (method === undefined) return;
      // Whether the camera still lives is judged by its media; only a refusal matters here.
      const { status } = await this.#conversation.ask(method, control);
      if (status >= 400 && status !== 401 && status !== 454) methods.shift();
    };
    this.#held.add(
      this.#dependencies.clock.every(keepAliveMs, () => {
        once().catch(() => undefined);
      }),
    );
  }

  /** Saves a newcomer, or a picture after a loss, the wait for the camera's next keyframe. */
  #askForKeyframes(): void {
    if (!this.#asksForKeyframes) return;
    const { clock } = this.#dependencies;
    this.#held.add(
      clock.every(keyframeLookEveryMs, () => {
        const request = this.#track?.keyframeRequest(this.#ownSsrc, clock.now()) ?? null;
        if (request !== null) this.#playback?.sendControl(request);
      }),
    );
  }

  #write(bytes: Buffer): void {
    if (this.#socket?.writable === true) this.#socket.write(bytes);
  }

  /** The fence around everything that reads what a camera sent: a fault of ours costs one stream, not the process. */
  #guarded(action: () => void): void {
    if (this.#over && this.#conversation.session === null) return;
    try {
      action();
    } catch (failure) {
      this.#dependencies.log.error('rtsp reader failed', { failure });
      this.#end(new RtspFailure('protocol-error', 'reader failed'));
    }
  }

  #end(failure: unknown): void {
    if (this.#over) return;
    this.#over = true;
    const { reason, message }: { reason: StreamFailure; message: string } =
      failure instanceof RtspFailure ? failure : { reason: 'internal', message: failure instanceof Error ? failure.message : 'unknown' };
    this.#dependencies.log.warn('rtsp ended', { reason, detail: message });
    void this.#leave();
    this.#part.ended(reason);
  }

  #leave(): Promise<void> {
    this.#gone ??= this.#sayGoodbye();
    return this.#gone;
  }

  /** TEARDOWN first: cameras with few sessions keep dead ones for a minute, and live555 mixes them into the next (retina 0.3.9). */
  async #sayGoodbye(): Promise<void> {
    this.#held.dispose();
    const socket = this.#socket;
    const playback = this.#playback;
    if (this.#conversation.session !== null && playback !== null && socket?.writable === true)
      await this.#conversation.ask('TEARDOWN', playback.control, {}, teardownLimitMs).catch(() => undefined);
    this.#conversation.end(new RtspFailure('ended', 'closed'));
    socket?.destroy();
    await Promise.all([this.#closed.promise, playback?.close()]);
  }
}
