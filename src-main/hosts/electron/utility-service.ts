/** A service as an Electron utility process. */
import type { Clock } from '../../base/clock.ts';
import { Emitter, type Disposable } from '../../base/disposable.ts';
import type { ServiceProcess } from '../host.ts';
import { fromServiceSchema, type ToService } from '../service-envelope.ts';
import type { UtilitySurface } from './surface.ts';

interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

export class UtilityService<Port> implements ServiceProcess {
  readonly #child: UtilitySurface<Port>;
  readonly #clock: Clock;
  readonly #kill: (pid: number) => void;
  readonly #messages = new Emitter<unknown>();
  readonly #exits = new Emitter<Exit>();
  #ended = false;

  /** `kill` ends a process at once, whatever it does. */
  constructor(child: UtilitySurface<Port>, clock: Clock, kill: (pid: number) => void) {
    this.#child = child;
    this.#clock = clock;
    this.#kill = kill;
    child.on('message', (message) => {
      const parsed = fromServiceSchema.safeParse(message);
      if (parsed.success) this.#messages.emit(parsed.data.body);
    });
    child.on('exit', (code) => {
      this.#ended = true;
      this.#exits.emit({ code, signal: null });
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  send(body: unknown): void {
    this.#post({ kind: 'message', body });
  }

  /** Hands over one end of a window's media link. */
  handPort(port: Port): void {
    this.#post({ kind: 'link-port' }, [port]);
  }

  onMessage(listener: (message: unknown) => void): Disposable {
    return this.#messages.on(listener);
  }

  onExit(listener: (exit: Exit) => void): Disposable {
    return this.#exits.on(listener);
  }

  stop(graceMs: number): Promise<void> {
    if (this.#ended) return Promise.resolve();
    return new Promise((resolve) => {
      const patience = this.#clock.after(graceMs, () => {
        if (this.pid !== undefined) this.#kill(this.pid);
      });
      this.onExit(() => {
        patience.dispose();
        resolve();
      });
      this.#post({ kind: 'stop' });
    });
  }

  #post(message: ToService, transfer: Port[] = []): void {
    if (!this.#ended) this.#child.postMessage(message, transfer);
  }
}
