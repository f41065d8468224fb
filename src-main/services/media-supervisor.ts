/**
 * Keeps the media process running: starts it, tells it what it needs, and after a crash starts it
 * again with everything that was permitted, so that streams are back within a second or two.
 */
import { VmsError } from '../../src-contract/errors.ts';
import type { ConnectionTest } from '../../src-contract/model/camera.ts';
import { streamFailureSchema, type StreamState } from '../../src-contract/model/stream-state.ts';
import type { Clock } from '../base/clock.ts';
import { DisposableStore, Emitter, type Disposable } from '../base/disposable.ts';
import type { Log } from '../base/log.ts';
import { mediaEventSchema, type MediaCommand, type MediaEvent } from '../media/control.ts';
import type { StreamSource } from '../media/source.ts';
import type { Permit, PicturePermit } from './live.ts';

/** What the supervisor needs of a service process; the host's own type has it all. */
export interface MediaProcess {
  readonly pid: number | undefined;
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): Disposable;
  onExit(listener: (exit: { readonly code: number | null; readonly signal: string | null }) => void): Disposable;
  stop(graceMs: number): Promise<void>;
}

export type MediaFfmpeg = Extract<MediaCommand, { kind: 'configure' }>['ffmpeg'];

export interface SupervisorDependencies<P extends MediaProcess> {
  readonly start: () => P;
  /** Windows' media links go to this process from now on; `null` while there is none. */
  readonly serveLinksFrom: (process: P | null) => void;
  readonly linkToWindow: (process: P, windowId: string) => void;
  /** Ends FFmpeg processes that a crashed media process left behind. */
  readonly endLeftovers: (pids: readonly number[]) => Promise<void>;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly newId: () => string;
  readonly log: Log;
  /** Takes the finished lines of the media process's own log. */
  readonly writeLogLine: (line: string) => void;
}

export interface StreamChange {
  readonly streamKey: string;
  readonly label: string;
  readonly state: StreamState;
}

interface Running<P> {
  readonly process: P;
  readonly startedMs: number;
  readonly listeners: DisposableStore;
}

interface PendingTest {
  readonly resolve: (result: ConnectionTest) => void;
  readonly reject: (failure: VmsError) => void;
}

/** At once the first time, so that a single crash costs a blink; then slower, so that a broken start does not spin. */
const RESTART_DELAYS_MS = [0, 250, 500, 1000, 2000, 5000];
/** A process that lived this long starts the delays anew. */
const SETTLED_AFTER_MS = 10_000;
const STOP_GRACE_MS = 2500;
/** On top of the test's own limit: the answer of a media process that is busy, not stuck. */
const ANSWER_MARGIN_MS = 3000;

export class MediaSupervisor<P extends MediaProcess = MediaProcess> implements Disposable {
  readonly streamChanged = new Emitter<StreamChange>();
  /** Tickets of streams it did not pull ahead because tiles wait. */
  readonly notPrepared = new Emitter<string>();
  /** A window begins to look back through a ticket, from so long ago; `null`: it ceased to. */
  readonly replaying = new Emitter<{ readonly ticket: string; readonly agoMs: number | null }>();
  readonly #needs: SupervisorDependencies<P>;
  readonly #permits = new Map<string, Extract<MediaCommand, { kind: 'permit' | 'permit-sound' }>>();
  readonly #warm = new Set<string>();
  /** How many replays each ticket has. */
  readonly #replays = new Map<string, number>();
  readonly #tests = new Map<string, PendingTest>();
  #ffmpeg: MediaFfmpeg | undefined;
  #replay: Omit<Extract<MediaCommand, { kind: 'keep-replay' }>, 'kind'> | null = null;
  #running: Running<P> | null = null;
  #restart: Disposable | null = null;
  #crashes = 0;
  #children: readonly number[] = [];
  #stopped = false;

  constructor(needs: SupervisorDependencies<P>) {
    this.#needs = needs;
  }

  get pid(): number | undefined {
    return this.#running?.process.pid;
  }

  start(): void {
    if (this.#running !== null || this.#stopped) return;
    const process = this.#needs.start();
    const listeners = new DisposableStore();
    this.#running = { process, startedMs: this.#needs.clock.now(), listeners };
    listeners.add(
      process.onMessage((message) => {
        this.#heard(message);
      }),
    );
    listeners.add(
      process.onExit((exit) => {
        this.#exited(exit);
      }),
    );
    if (this.#ffmpeg !== undefined) this.#tellEverything(this.#ffmpeg);
    this.#needs.serveLinksFrom(process);
    this.#needs.log.info('media process started', { pid: process.pid });
  }

  /** Until the first call permits wait: the media process must know its FFmpeg before it dials. */
  configure(ffmpeg: MediaFfmpeg): void {
    const first = this.#ffmpeg === undefined;
    this.#ffmpeg = ffmpeg;
    if (first) this.#tellEverything(ffmpeg);
    else this.#send({ kind: 'configure', ffmpeg });
  }

  permit(permit: PicturePermit): void {
    this.#remember({ kind: 'permit', ...permit });
  }

  /** Pulls a stream nobody watches yet. Not repeated to a media process that had to be started anew: tiles come first there. */
  prepare(permit: Permit): void {
    this.#warm.add(permit.ticket);
    this.#send({ kind: 'prepare', ...permit });
  }

  permitSound(permit: Permit): void {
    this.#remember({ kind: 'permit-sound', ...permit });
  }

  revoke(ticket: string): void {
    if (this.#permits.delete(ticket) || this.#warm.delete(ticket)) this.#send({ kind: 'revoke', ticket });
  }

  /** How much is kept for replays: `seconds` of every stream, `bytes` of all together. */
  keepReplay(limits: { readonly seconds: number; readonly bytes: number }): void {
    this.#replay = limits;
    this.#send({ kind: 'keep-replay', ...limits });
  }

  /** Zeroes what is kept of a stream, or of all with `null`: at sign-out, and where the right to it ended. */
  wipeReplay(streamKey: string | null): void {
    this.#send({ kind: 'wipe-replay', streamKey });
  }

  connectWindow(windowId: string): void {
    if (this.#running !== null) this.#needs.linkToWindow(this.#running.process, windowId);
  }

  /** Rejects `unavailable` with `connection-<reason>`, or `timeout` when no answer came. */
  test(source: StreamSource, timeoutMs: number): Promise<ConnectionTest> {
    if (this.#running === null || this.#ffmpeg === undefined) return Promise.reject(new VmsError('unavailable', 'media-restarting'));
    const testId = this.#needs.newId();
    return new Promise<ConnectionTest>((resolve, reject) => {
      const timer = this.#needs.clock.after(timeoutMs + ANSWER_MARGIN_MS, () => {
        this.#settle(testId)?.reject(new VmsError('timeout', 'connection-timeout'));
      });
      const finish =
        <T>(act: (value: T) => void) =>
        (value: T) => {
          timer.dispose();
          act(value);
        };
      this.#tests.set(testId, { resolve: finish(resolve), reject: finish(reject) });
      this.#send({ kind: 'test', testId, source, timeoutMs });
    });
  }

  /** Asks it to stop, kills it if it does not, and ends whatever FFmpeg is left. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#restart?.dispose();
    const running = this.#running;
    this.#running = null;
    this.#failTests();
    if (running === null) return;
    running.listeners.dispose();
    this.#needs.serveLinksFrom(null);
    running.process.send({ kind: 'stop' } satisfies MediaCommand);
    await running.process.stop(STOP_GRACE_MS);
    await this.#endLeftovers();
  }

  dispose(): void {
    void this.stop();
  }

  #heard(message: unknown): void {
    const parsed = mediaEventSchema.safeParse(message);
    if (!parsed.success) {
      this.#needs.log.error('media process said something unknown');
      return;
    }
    this.#act(parsed.data);
  }

  #act(event: MediaEvent): void {
    switch (event.kind) {
      case 'ready':
        this.#needs.log.debug('media process ready');
        break;
      case 'stream':
        this.streamChanged.emit({ streamKey: event.streamKey, label: event.label, state: event.state });
        break;
      case 'not-prepared':
        this.notPrepared.emit(event.ticket);
        break;
      case 'replay':
        this.#replayed(event.ticket, event.agoMs);
        break;
      case 'tested':
        this.#tested(event);
        break;
      case 'log':
        this.#needs.writeLogLine(event.line);
        break;
      case 'children':
        this.#children = event.pids;
        break;
    }
  }

  #replayed(ticket: string, agoMs: number | null): void {
    const count = (this.#replays.get(ticket) ?? 0) + (agoMs === null ? -1 : 1);
    if (count > 0) this.#replays.set(ticket, count);
    else this.#replays.delete(ticket);
    if (agoMs !== null || count >= 0) this.replaying.emit({ ticket, agoMs });
  }

  /** With the process go its replays. */
  #endReplays(): void {
    for (const [ticket, count] of [...this.#replays]) for (let left = count; left > 0; left -= 1) this.#replayed(ticket, null);
  }

  #tested({ testId, result }: Extract<MediaEvent, { kind: 'tested' }>): void {
    const test = this.#settle(testId);
    if (test === undefined) return;
    if (result.ok) {
      const { ok: _, jpegBase64, ...found } = result;
      test.resolve({ ...found, picture: jpegBase64 === null ? null : `data:image/jpeg;base64,${jpegBase64}` });
      return;
    }
    const reason = streamFailureSchema.safeParse(result.reason);
    test.reject(new VmsError('unavailable', `connection-${reason.success ? reason.data : 'internal'}`, { ...result.certificate }));
  }

  #exited(exit: { readonly code: number | null; readonly signal: string | null }): void {
    const running = this.#running;
    if (running === null) return;
    const { clock, log } = this.#needs;
    running.listeners.dispose();
    this.#running = null;
    this.#needs.serveLinksFrom(null);
    this.#failTests();
    this.#endReplays();
    this.#crashes = clock.now() - running.startedMs > SETTLED_AFTER_MS ? 0 : this.#crashes;
    const delayMs = RESTART_DELAYS_MS[Math.min(this.#crashes, RESTART_DELAYS_MS.length - 1)] ?? 0;
    this.#crashes += 1;
    log.error('media process ended', { ...exit, restartInMs: delayMs });
    void this.#endLeftovers();
    this.#restart = clock.after(delayMs, () => {
      this.start();
    });
  }

  async #endLeftovers(): Promise<void> {
    const children = this.#children;
    this.#children = [];
    try {
      await this.#needs.endLeftovers(children);
    } catch (failure) {
      this.#needs.log.error('leftover FFmpeg not ended', { failure });
    }
  }

  #tellEverything(ffmpeg: MediaFfmpeg): void {
    this.#send({ kind: 'configure', ffmpeg });
    if (this.#replay !== null) this.#send({ kind: 'keep-replay', ...this.#replay });
    for (const permit of this.#permits.values()) this.#send(permit);
  }

  #remember(permit: Extract<MediaCommand, { kind: 'permit' | 'permit-sound' }>): void {
    this.#permits.set(permit.ticket, permit);
    this.#send(permit);
  }

  #send(command: MediaCommand): void {
    if (this.#ffmpeg !== undefined) this.#running?.process.send(command);
  }

  #settle(testId: string): PendingTest | undefined {
    const test = this.#tests.get(testId);
    this.#tests.delete(testId);
    return test;
  }

  #failTests(): void {
    for (const id of [...this.#tests.keys()]) this.#settle(id)?.reject(new VmsError('unavailable', 'media-restarting'));
  }
}
