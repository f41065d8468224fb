/** The media process's composition: control messages in, streams out over links. */
import { randomBytes } from 'node:crypto';
import { certificateFailures, type StreamState } from '../../src-contract/model/stream-state.ts';
import { assertNever } from '../../src-contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import { DisposableStore } from '../base/disposable.ts';
import type { Log } from '../base/log.ts';
import type { LinkChannel, ServiceSide } from '../base/service-channel.ts';
import { LiveProcesses } from '../ffmpeg/live-processes.ts';
import { createRunner, type StartFfmpeg } from '../ffmpeg/runner.ts';
import { testConnection, type TestResult } from './connection-test.ts';
import { mediaCommandSchema, type MediaCommand, type MediaEvent } from './control.ts';
import { DialQueue } from './dial-queue.ts';
import { createChosenSources } from './chosen-source.ts';
import { createFfmpegSources } from './ffmpeg-source.ts';
import { openReplay, type LiveStream } from './live-stream.ts';
import { MediaLink } from './media-link.ts';
import { PictureTap } from './picture-tap.ts';
import { ReplayFeed } from './replay/replay-feed.ts';
import { ReplayRings } from './replay/replay-rings.ts';
import { lookAtCertificate } from '../base/camera-certificate.ts';
import { createNativeSound } from './rtsp/native-sound.ts';
import { createNativeSources, type NativeSourceDependencies } from './rtsp/native-source.ts';
import { parseTarget } from './rtsp/target.ts';
import { Session } from './session.ts';
import { createFfmpegSound } from './sound/ffmpeg-sound.ts';
import type { OpenSoundSource } from './sound/sound-source.ts';
import { SoundStream } from './sound/sound-stream.ts';
import { forcedSource, SourceChoice } from './source-choice.ts';
import type { OpenMediaSource, StreamSource } from './source.ts';
import { TicketOffice, type Permit } from './tickets.ts';
import type { UnitFeed } from './unit-feed.ts';
import { WarmSessions } from './warm-sessions.ts';

export interface MediaServiceDependencies {
  readonly side: ServiceSide;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** The process's own, from which FFmpeg's is picked; `VMS_SOURCE` in it fixes the source of all streams. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Everything is ended; the process may go. */
  readonly onStopped: () => void;
}

const dialLimits = { total: 8, perHost: 4 };
/** Also the longest an FFmpeg can outlive this process when its camera sends nothing; otherwise its next write ends it. */
const socketTimeoutMs = 4500;

interface Ffmpeg {
  readonly start: StartFfmpeg;
  readonly open: OpenMediaSource;
  readonly openSound: OpenSoundSource;
}

export class MediaService {
  readonly #dependencies: MediaServiceDependencies;
  readonly #held = new DisposableStore();
  readonly #live = new LiveProcesses();
  readonly #dials = new DialQueue(dialLimits);
  readonly #links = new Set<MediaLink>();
  readonly #rings = new ReplayRings();
  readonly #tickets: TicketOffice;
  readonly #warm: WarmSessions;
  readonly #soundTickets: TicketOffice<SoundStream>;
  readonly #choice: SourceChoice;
  #ffmpeg: Ffmpeg | null = null;
  readonly #ending = new AbortController();
  #stopping = false;

  constructor(dependencies: MediaServiceDependencies) {
    this.#dependencies = dependencies;
    this.#choice = new SourceChoice({ forced: forcedSource(dependencies.environment) });
    this.#tickets = new TicketOffice((permit, onIdle) => this.#openStream(permit, onIdle));
    this.#warm = new WarmSessions(this.#tickets, this.#dials);
    this.#soundTickets = new TicketOffice((permit, onIdle) => this.#openSound(permit, onIdle));
    const { side } = dependencies;
    this.#held.add(
      side.onMessage((message) => {
        this.#take(message);
      }),
    );
    this.#held.add(
      side.onLink((channel) => {
        this.#link(channel);
      }),
    );
    this.#held.add(side.onOrphaned(() => void this.stop()));
    this.#held.add(
      this.#live.onChanged((pids) => {
        this.#tell({ kind: 'children', pids: [...pids] });
      }),
    );
    this.#tell({ kind: 'ready' });
  }

  /** Ends every stream and every child, then says so. */
  async stop(): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    for (const link of [...this.#links]) link.dispose();
    this.#ending.abort();
    await Promise.all([
      ...this.#tickets.streams().map((stream) => stream.session.close()),
      ...this.#soundTickets.streams().map((sound) => sound.close()),
    ]);
    this.#rings.wipe();
    await this.#live.whenEmpty();
    this.#held.dispose();
    this.#dependencies.onStopped();
  }

  #take(message: unknown): void {
    const parsed = mediaCommandSchema.safeParse(message);
    if (parsed.success) this.#obey(parsed.data);
    else
      this.#dependencies.log.error('unreadable control message', { issues: parsed.error.issues.map(({ path, code }) => ({ path, code })) });
  }

  #obey(command: MediaCommand): void {
    switch (command.kind) {
      case 'configure':
        this.#configure(command.ffmpeg);
        return;
      case 'permit':
        this.#tickets.permit(command);
        for (const link of this.#links) link.admitted(command.ticket);
        return;
      case 'permit-sound':
        this.#soundTickets.permit(command);
        for (const link of this.#links) link.admitted(command.ticket);
        return;
      case 'prepare':
        if (!this.#warm.prepare(command)) this.#tell({ kind: 'not-prepared', ticket: command.ticket });
        return;
      case 'revoke':
        this.#warm.end(command.ticket);
        this.#tickets.revoke(command.ticket);
        this.#soundTickets.revoke(command.ticket);
        for (const link of this.#links) link.revoked(command.ticket);
        return;
      case 'keep-replay':
        this.#rings.configure(command);
        return;
      case 'wipe-replay':
        if (command.streamKey === null) this.#rings.wipe();
        else this.#tickets.stream(command.streamKey)?.wipeReplay();
        return;
      case 'test':
        void this.#test(command);
        return;
      case 'stop':
        void this.stop();
        return;
      default:
        assertNever(command);
    }
  }

  #configure(ffmpeg: Extract<MediaCommand, { kind: 'configure' }>['ffmpeg']): void {
    const { clock, log, environment } = this.#dependencies;
    if (ffmpeg === null) {
      this.#ffmpeg = null;
      return;
    }
    const start = createRunner({ path: ffmpeg.path, clock, log, live: this.#live, environment });
    const pull = { rtspTimeoutOption: ffmpeg.rtspTimeoutOption, socketTimeoutMs };
    this.#ffmpeg = { start, open: createFfmpegSources({ start, clock, pull }), openSound: createFfmpegSound({ start, clock, pull }) };
    for (const { session } of this.#tickets.streams()) {
      if (session.state.kind === 'retrying' && session.state.reason === 'ffmpeg-missing') session.retryNow();
    }
  }

  #link(channel: LinkChannel): void {
    const { clock, log } = this.#dependencies;
    const onClosed = (closed: MediaLink): void => {
      this.#links.delete(closed);
    };
    const onReplay = (ticket: string, agoMs: number | null): void => {
      this.#tell({ kind: 'replay', ticket, agoMs });
    };
    this.#links.add(new MediaLink({ channel, tickets: this.#tickets, soundTickets: this.#soundTickets, clock, log, onClosed, onReplay }));
  }

  #openStream({ streamKey, label, source }: Permit, onIdle: () => void): LiveStream {
    const { clock, random } = this.#dependencies;
    const log = this.#dependencies.log.child({ stream: label });
    const onState = (state: StreamState): void => {
      this.#tell({ kind: 'stream', streamKey, label, state });
    };
    const open = this.#sources(this.#choice, streamKey, log);
    const kept = this.#rings.open();
    const { ring } = kept;
    const ended = (): void => {
      kept.dispose();
      onIdle();
    };
    const session = new Session({ source, open, dials: this.#dials, clock, random, log, ring, onState, onIdle: ended });
    const picturesOf = (feed: UnitFeed): PictureTap =>
      new PictureTap({ session: feed, start: () => this.#ffmpeg?.start ?? null, clock, random });
    return {
      session,
      pictures: picturesOf(session),
      openReplay: (onStatus) => openReplay(session, new ReplayFeed({ ring, clock, onStatus }), picturesOf),
      wipeReplay: () => {
        ring.clear();
      },
    };
  }

  #openSound({ label, source }: Permit, onIdle: () => void): SoundStream {
    const { clock, random } = this.#dependencies;
    const log = this.#dependencies.log.child({ sound: label });
    const native = this.#choice.forced === 'ffmpeg' ? null : createNativeSound(this.#nativeNeeds(log));
    return new SoundStream({
      source,
      native,
      ffmpeg: () => this.#ffmpeg?.openSound ?? null,
      dials: this.#dials,
      clock,
      random,
      log,
      onIdle,
    });
  }

  async #test({ testId, source, timeoutMs }: Extract<MediaCommand, { kind: 'test' }>): Promise<void> {
    const ffmpeg = this.#ffmpeg;
    if (ffmpeg === null) {
      this.#tell({ kind: 'tested', testId, result: { ok: false, reason: 'ffmpeg-missing' } });
      return;
    }
    try {
      const result = await testConnection(source, timeoutMs, {
        start: ffmpeg.start,
        // One attempt has to do: FFmpeg takes over at the first protocol failure.
        open: this.#sources(new SourceChoice({ forced: this.#choice.forced, protocolFailures: 1 }), testId, this.#dependencies.log),
        dials: this.#dials,
        clock: this.#dependencies.clock,
        signal: this.#ending.signal,
      });
      this.#tell({ kind: 'tested', testId, result: await this.#withCertificate(source, result) });
    } catch (failure) {
      this.#dependencies.log.error('connection test failed', { failure });
      this.#tell({ kind: 'tested', testId, result: { ok: false, reason: 'internal' } });
    }
  }

  /** A person who is to trust a certificate has to see it. */
  async #withCertificate(source: StreamSource, result: TestResult): Promise<TestResult> {
    const target = result.ok || !certificateFailures.has(result.reason) ? null : parseTarget(source.url);
    if (result.ok || target === null) return result;
    return { ...result, certificate: await lookAtCertificate(target, this.#dependencies.clock) };
  }

  #sources(choice: SourceChoice, stream: string, log: Log): OpenMediaSource {
    const native = createNativeSources(this.#nativeNeeds(log));
    return createChosenSources({ choice, stream, native, ffmpeg: () => this.#ffmpeg?.open ?? null, clock: this.#dependencies.clock });
  }

  #nativeNeeds(log: Log): NativeSourceDependencies {
    const { clock, random } = this.#dependencies;
    return { clock, log, random, newCnonce: () => randomBytes(8).toString('hex') };
  }

  #tell(event: MediaEvent): void {
    this.#dependencies.side.send(event);
  }
}
