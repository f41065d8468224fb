/**
 * The only place that starts FFmpeg. Each run is a named operation with a clean environment, a
 * bounded and redacted stderr, time limits on the first byte and on silence, and one way to end:
 * ask, wait two seconds, kill.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Clock } from '../base/clock.ts';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import type { Log } from '../base/log.ts';
import { redact } from '../base/redact.ts';
import { cleanEnvironment } from './environment.ts';
import type { LiveProcesses } from './live-processes.ts';
import { StderrTail } from './stderr.ts';

export interface RunRequest {
  /** What the log calls it, e.g. `pull cổng chính`. */
  readonly operation: string;
  readonly args: readonly string[];
  /** Written at once and closed; `null` leaves stdin open for `write`. */
  readonly stdin: string | Uint8Array | null;
  readonly onStdout: (chunk: Uint8Array) => void;
  /** Limit on the time to the first byte of output; `null` = none. */
  readonly firstOutputMs: number | null;
  /** Limit on the time between two pieces of output; `null` = none. */
  readonly silenceMs: number | null;
  /** From asking it to stop to killing it; 2 s by default. */
  readonly killAfterMs?: number;
  /** Ends the run when aborted. */
  readonly signal?: AbortSignal;
  /** Exit codes that are no failure; 0 alone by default. */
  readonly acceptedExits?: readonly number[];
}

export type ExitCause = 'by-itself' | 'stopped' | 'no-first-output' | 'silent' | 'not-started' | 'reader-failed';

export interface RunExit {
  readonly cause: ExitCause;
  readonly code: number | null;
  readonly signal: string | null;
  /** The system's error code when it could not be started, e.g. `ENOENT`. */
  readonly startFailure: string | null;
  /** Redacted. */
  readonly stderr: readonly string[];
}

export interface FfmpegRun {
  readonly pid: number | undefined;
  /** Bytes accepted by `write` that the child has not taken yet. */
  inputBacklog(): number;
  write(bytes: Uint8Array): void;
  endInput(): void;
  readonly done: Promise<RunExit>;
  stop(): Promise<RunExit>;
}

export interface RunnerDependencies {
  readonly path: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly live: LiveProcesses;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export type StartFfmpeg = (request: RunRequest) => FfmpegRun;

const defaultKillAfterMs = 2000;

export function createRunner(dependencies: RunnerDependencies): StartFfmpeg {
  return (request) => new Run(dependencies, request);
}

class Run implements FfmpegRun {
  readonly done: Promise<RunExit>;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #request: RunRequest;
  readonly #dependencies: RunnerDependencies;
  readonly #held = new DisposableStore();
  readonly #stderr = new StderrTail();
  #limit: Disposable | null = null;
  #lastOutputAt: number | null = null;
  #cause: ExitCause = 'by-itself';
  #over = false;
  #startFailure: string | null = null;
  #settled: RunExit | null = null;

  constructor(dependencies: RunnerDependencies, request: RunRequest) {
    this.#dependencies = dependencies;
    this.#request = request;
    this.#child = spawn(dependencies.path, [...request.args], {
      env: cleanEnvironment(dependencies.environment),
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
      shell: false,
    });
    if (this.#child.pid !== undefined) this.#held.add(dependencies.live.add(this.#child.pid));
    this.done = this.#follow();
    this.#feed(request.stdin);
    this.#watchSignal(request.signal);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  inputBacklog(): number {
    return this.#child.stdin.writableLength;
  }

  write(bytes: Uint8Array): void {
    if (!this.#over && this.#child.stdin.writable) this.#child.stdin.write(bytes);
  }

  endInput(): void {
    this.#child.stdin.end();
  }

  stop(): Promise<RunExit> {
    this.#end('stopped');
    return this.done;
  }

  #feed(stdin: RunRequest['stdin']): void {
    // A child that dies early closes its end; the exit tells why, the EPIPE adds nothing.
    this.#child.stdin.on('error', () => undefined);
    if (stdin !== null) this.#child.stdin.end(stdin);
  }

  #watchSignal(signal: AbortSignal | undefined): void {
    if (signal === undefined) return;
    const abort = (): void => {
      this.#end('stopped');
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    this.#held.add({
      dispose: () => {
        signal.removeEventListener('abort', abort);
      },
    });
  }

  #follow(): Promise<RunExit> {
    const { promise, resolve } = Promise.withResolvers<RunExit>();
    const child = this.#child;
    child.stdout.on('data', (chunk: Uint8Array) => {
      this.#output(chunk);
    });
    child.stderr.on('data', (chunk: Uint8Array) => {
      this.#stderr.push(chunk);
    });
    child.once('error', (failure) => {
      if (child.pid !== undefined) return;
      this.#cause = 'not-started';
      this.#startFailure = 'code' in failure && typeof failure.code === 'string' ? failure.code : 'unknown';
      resolve(this.#finish(null, null));
    });
    child.once('close', (code, signal) => {
      resolve(this.#finish(code, signal));
    });
    this.#restartLimit(this.#request.firstOutputMs, 'no-first-output');
    return promise;
  }

  #output(chunk: Uint8Array): void {
    const first = this.#lastOutputAt === null;
    this.#lastOutputAt = this.#dependencies.clock.now();
    if (first) this.#restartLimit(this.#request.silenceMs, 'silent');
    try {
      this.#request.onStdout(chunk);
    } catch (failure) {
      this.#dependencies.log.warn('output not understood', { operation: this.#request.operation, failure });
      this.#end('reader-failed');
    }
  }

  /** One timer a run, re-armed when it fires early, instead of one for every piece of output. */
  #restartLimit(limitMs: number | null, cause: ExitCause): void {
    this.#limit?.dispose();
    if (limitMs === null) return;
    const { clock } = this.#dependencies;
    const arm = (delayMs: number): void => {
      this.#limit = clock.after(delayMs, () => {
        const silentMs = this.#lastOutputAt === null ? limitMs : clock.now() - this.#lastOutputAt;
        if (silentMs >= limitMs) this.#end(cause);
        else arm(limitMs - silentMs);
      });
    };
    arm(limitMs);
  }

  #end(cause: ExitCause): void {
    if (this.#over || this.#cause !== 'by-itself') return;
    this.#cause = cause;
    this.#limit?.dispose();
    this.#child.stdin.destroy();
    this.#child.kill('SIGTERM');
    const kill = this.#dependencies.clock.after(this.#request.killAfterMs ?? defaultKillAfterMs, () => this.#child.kill('SIGKILL'));
    this.#held.add(kill);
  }

  #finish(code: number | null, signal: string | null): RunExit {
    this.#over = true;
    this.#limit?.dispose();
    this.#held.dispose();
    if (this.#settled !== null) return this.#settled;
    const exit: RunExit = { cause: this.#cause, code, signal, startFailure: this.#startFailure, stderr: this.#stderr.lines() };
    this.#settled = exit;
    const accepted = this.#request.acceptedExits ?? [0];
    if (exit.cause !== 'stopped' && !(exit.cause === 'by-itself' && code !== null && accepted.includes(code))) this.#report(exit);
    return exit;
  }

  #report(exit: RunExit): void {
    const { log, path } = this.#dependencies;
    const { operation, args, stdin } = this.#request;
    log.warn('ffmpeg ended', { operation, ...exit, command: maskedCommand(path, args, typeof stdin === 'string' ? stdin : null) });
  }
}

/** A line a person can paste into a shell, with the password left to fill in. */
export function maskedCommand(path: string, args: readonly string[], script: string | null): string {
  const word = (text: string): string => (/^[\w./:=,+-]+$/u.test(text) ? text : `"${text.replaceAll('"', String.raw`\"`)}"`);
  const command = [path, ...args].map(word).join(' ');
  if (script === null) return redact(command);
  const lines = redact(script)
    .trimEnd()
    .split('\n')
    .map((line) => word(line));
  return `printf "%s\\n" ${lines.join(' ')} | ${redact(command)}`;
}
