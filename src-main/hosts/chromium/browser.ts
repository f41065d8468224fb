/** One running browser: its process, its throw-away profile, its pages by the private pipe. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Duplex, Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { VmsError } from '../../../src-contract/errors.ts';
import type { Clock } from '../../base/clock.ts';
import { Emitter, type Disposable } from '../../base/disposable.ts';
import type { Log } from '../../base/log.ts';
import { anotherWindowArguments, browserArguments } from './browser-arguments.ts';
import { anything, CdpPipe, type CdpEvent } from './cdp-pipe.ts';

const KEPT_STDERR = 2000;
const CLOSE_MS = 4000;

export interface BrowserOptions {
  readonly executable: string;
  /** Directory in which the profile of this run is made and removed again. */
  readonly profiles: string;
  readonly debugPort: number | null;
  readonly withoutSandbox: boolean;
  readonly clock: Clock;
  readonly log: Log;
}

const targetSchema = z.object({ targetId: z.string(), type: z.string(), url: z.string(), openerId: z.string().optional() });
export type BrowserTarget = z.infer<typeof targetSchema>;
const targetEventSchema = z.object({ targetInfo: targetSchema });

export class Browser {
  readonly #options: BrowserOptions;
  readonly #profileDir: string;
  readonly #process: ChildProcess;
  readonly #gone = new Emitter<undefined>();
  readonly #exited: Promise<void>;
  readonly pipe: CdpPipe;
  version = 'unknown';

  private constructor(options: BrowserOptions, profileDir: string, process: ChildProcess, pipe: CdpPipe) {
    this.#options = options;
    this.#profileDir = profileDir;
    this.#process = process;
    this.pipe = pipe;
    this.#exited = new Promise((resolve) => {
      const end = (): void => {
        pipe.dispose();
        void rm(profileDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
          .catch((failure: unknown) => {
            options.log.warn('browser profile left behind', { failure });
          })
          .then(resolve);
        this.#gone.emit(undefined);
      };
      process.once('exit', end);
      process.once('error', () => {
        if (process.pid === undefined) end();
      });
    });
  }

  /** Starts the browser with one window on `url`. Rejects `unavailable` with the reason when it does not come up. */
  static async start(options: BrowserOptions, url: string): Promise<Browser> {
    await mkdir(options.profiles, { recursive: true });
    const profileDir = await mkdtemp(join(options.profiles, 'run-'));
    const argv = browserArguments({ ...options, profileDir, url });
    const process = spawn(options.executable, argv, { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'], windowsHide: false });
    const stderr = keepStderr(process);
    const [, , , input, output] = process.stdio;
    if (!(input instanceof Writable || input instanceof Duplex) || !(output instanceof Readable)) {
      process.kill('SIGKILL');
      throw new VmsError('internal', 'internal');
    }
    const browser = new Browser(options, profileDir, process, new CdpPipe(input, output, options.clock));
    try {
      const { product } = await browser.pipe.send('Browser.getVersion', {}, z.object({ product: z.string() }));
      browser.version = product.replace(/^.*\//u, '');
      await browser.pipe.send('Browser.setDownloadBehavior', { behavior: 'deny' }, anything);
      await browser.pipe.send('Target.setDiscoverTargets', { discover: true }, anything);
      return browser;
    } catch (failure) {
      options.log.error('browser did not start', { executable: options.executable, stderr: stderr(), failure });
      await browser.close();
      throw new VmsError('unavailable', 'browser-did-not-start', { path: options.executable }, failure);
    }
  }

  /** The browser process ended, for whatever reason. */
  onGone(listener: () => void): Disposable {
    return this.#gone.on(() => {
      listener();
    });
  }

  onEvent(listener: (event: CdpEvent) => void): Disposable {
    return this.pipe.onEvent(listener);
  }

  /** Pages that appear or change their address, those that exist now included. */
  async onTarget(listener: (target: BrowserTarget) => void): Promise<Disposable> {
    const subscription = this.pipe.onEvent((event) => {
      if (event.method !== 'Target.targetCreated' && event.method !== 'Target.targetInfoChanged') return;
      const parsed = targetEventSchema.safeParse(event.params);
      if (parsed.success) listener(parsed.data.targetInfo);
    });
    const { targetInfos } = await this.pipe.send('Target.getTargets', {}, z.object({ targetInfos: z.array(targetSchema) }));
    for (const target of targetInfos) listener(target);
    return subscription;
  }

  /**
   * Opens one more window without tabs and address bar: a second start on the same profile hands over to this browser.
   * (`Target.createTarget` can only open windows with a toolbar.)
   */
  openAnotherWindow(url: string): void {
    const argv = anotherWindowArguments({ ...this.#options, profileDir: this.#profileDir, url });
    const messenger = spawn(this.#options.executable, argv, { stdio: 'ignore', windowsHide: false });
    messenger.on('error', (failure) => {
      this.#options.log.error('second window could not be asked for', { failure });
    });
  }

  /** Asks to close, then kills; resolves when the process is gone and its profile removed. */
  async close(): Promise<void> {
    const patience = this.#options.clock.after(CLOSE_MS, () => this.#process.kill('SIGKILL'));
    this.pipe.send('Browser.close', {}, anything).catch(() => this.#process.kill());
    await this.#exited;
    patience.dispose();
  }
}

function keepStderr(process: ChildProcess): () => string {
  let kept = '';
  process.stderr?.on('data', (chunk: Buffer) => {
    kept = (kept + chunk.toString('utf8')).slice(-KEPT_STDERR);
  });
  return () => kept;
}
