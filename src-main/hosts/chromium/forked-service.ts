/** A service as a forked Node process, for the Chromium host. */
import { fork, type ChildProcess } from 'node:child_process';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../../base/clock.ts';
import { Emitter, type Disposable } from '../../base/disposable.ts';
import type { ServiceProcess } from '../host.ts';
import { fromServiceSchema, serviceEnvironment, type ToService } from '../service-envelope.ts';
import { refuseUpgrade } from './loopback-server.ts';

/**
 * Buffers of units are not on V8's heap; what is there dies young, and 16 MB of room for it cost 35 MB of memory. A pool of helping
 * threads keeps 8 MB more, which so small a heap has no use for (0042).
 */
const SMALL_HEAP = ['--max-semi-space-size=1', '--v8-pool-size=1', '--single-threaded-gc'];

/**
 * For the C library's allocator, which other systems do not have: one arena for all threads instead of one each, and what is larger
 * than 128 KB is given back when it is freed, however often such pieces come. 6 MB less, and it stands still (0042).
 */
const FRUGAL_ALLOCATOR = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '262144' };

export interface ServiceExit {
  readonly code: number | null;
  readonly signal: string | null;
}

export class ForkedService implements ServiceProcess {
  readonly #child: ChildProcess;
  readonly #clock: Clock;
  readonly #messages = new Emitter<unknown>();
  readonly #exits = new Emitter<ServiceExit>();
  #exit: ServiceExit | null = null;

  /** Starts `modulePath` with this process's environment, cleaned, and `environment` on top. */
  constructor(modulePath: string, environment: Readonly<Record<string, string>>, clock: Clock) {
    this.#clock = clock;
    this.#child = fork(modulePath, [], {
      execArgv: SMALL_HEAP,
      env: { ...FRUGAL_ALLOCATOR, ...serviceEnvironment(process.env, environment, process.pid) },
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      windowsHide: true,
    });
    this.#child.on('message', (message) => {
      const parsed = fromServiceSchema.safeParse(message);
      if (parsed.success) this.#messages.emit(parsed.data.body);
    });
    this.#child.on('exit', (code, signal) => {
      this.#end({ code, signal });
    });
    this.#child.on('error', () => {
      if (this.#child.pid === undefined) this.#end({ code: null, signal: null });
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  send(body: unknown): void {
    this.#post({ kind: 'message', body });
  }

  onMessage(listener: (message: unknown) => void): Disposable {
    return this.#messages.on(listener);
  }

  onExit(listener: (exit: ServiceExit) => void): Disposable {
    return this.#exits.on(listener);
  }

  /** Gives the service a window's authenticated upgrade; the bytes that follow never pass this process. */
  handSocket(request: IncomingMessage, socket: Socket, head: Buffer): void {
    if (!this.#child.connected) {
      refuseUpgrade(socket, '503 Service Unavailable');
      return;
    }
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const message: ToService = { kind: 'link-socket', method: request.method ?? '', url: request.url ?? '', headers, head };
    this.#child.send(message, socket, {}, (failure) => {
      if (failure !== null) socket.destroy();
    });
  }

  stop(graceMs: number): Promise<void> {
    if (this.#exit !== null) return Promise.resolve();
    return new Promise((resolve) => {
      const patience = this.#clock.after(graceMs, () => this.#child.kill('SIGKILL'));
      this.onExit(() => {
        patience.dispose();
        resolve();
      });
      this.#post({ kind: 'stop' });
    });
  }

  #post(message: ToService): void {
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  #end(exit: ServiceExit): void {
    if (this.#exit !== null) return;
    this.#exit = exit;
    this.#exits.emit(exit);
  }
}
