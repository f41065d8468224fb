/**
 * The host that draws in an installed Chromium-based browser: pages and contract over loopback, services as forked
 * Node processes, windows driven by the browser's private pipe. For machines where Electron is not to be had, and for CI.
 */
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { VmsError } from '../../../src-contract/errors.ts';
import type { Clock } from '../../base/clock.ts';
import { DisposableStore, Emitter, toDisposable, type Disposable } from '../../base/disposable.ts';
import type { Log } from '../../base/log.ts';
import { DeepLinks } from '../deep-link.ts';
import type { ContractEndpoint, Display, Host, HostWindow, SecretStorage, ServiceProcess, WindowOptions } from '../host.ts';
import { BrowserSession } from './browser-session.ts';
import { ContractSockets } from './contract-sockets.ts';
import { ForkedService } from './forked-service.ts';
import { refuseUpgrade, startLoopbackServer, type LoopbackServer } from './loopback-server.ts';
import { openSecretFile } from '../secret-file.ts';
import { claimInstance, type InstanceLock } from './single-instance.ts';
import { WindowGate } from './window-gate.ts';

const SERVICE_GRACE_MS = 3000;

export interface ChromiumHostOptions {
  readonly executable: string;
  readonly userData: string;
  readonly resources: string;
  /** Directory of the built pages. */
  readonly pages: string;
  /** Module of a service. */
  readonly serviceModule: (entry: string) => string;
  readonly deepLink: string | null;
  readonly debugPort: number | null;
  readonly withoutSandbox: boolean;
  /** Whether a window will be opened: its browser then starts while the program gets ready. */
  readonly windows: boolean;
  readonly clock: Clock;
  readonly log: Log;
}

export type ChromiumStart =
  | { readonly kind: 'host'; readonly host: Host }
  /** The program already runs on this data directory and has been asked to show itself. */
  | { readonly kind: 'second-start' };

/** Claims the data directory and gets ready to open windows. */
export async function startChromiumHost(options: ChromiumHostOptions): Promise<ChromiumStart> {
  const starts = new Emitter<string | null>();
  const claim = await claimInstance(options.userData, options.deepLink, (deepLink) => {
    starts.emit(deepLink);
  });
  if (claim.kind === 'second') return { kind: 'second-start' };
  const profiles = join(options.userData, 'browser');
  await rm(profiles, { recursive: true, force: true, maxRetries: 3 });
  const secrets = await openSecretFile(join(options.userData, 'secret.key'));
  const gate = new WindowGate(() => randomBytes(32).toString('base64url'));
  const sockets = new ContractSockets(options.log);
  const host = new ChromiumHost(options, { lock: claim.lock, starts, secrets, gate, sockets, profiles });
  await host.listen();
  return { kind: 'host', host };
}

interface Parts {
  readonly lock: InstanceLock;
  readonly starts: Emitter<string | null>;
  readonly secrets: SecretStorage;
  readonly gate: WindowGate;
  readonly sockets: ContractSockets;
  readonly profiles: string;
}

class ChromiumHost implements Host {
  readonly kind = 'chromium';
  readonly paths: Host['paths'];
  readonly secrets: SecretStorage;
  readonly #options: ChromiumHostOptions;
  readonly #parts: Parts;
  readonly #held = new DisposableStore();
  readonly #services = new Set<ForkedService>();
  readonly #deepLinks: DeepLinks;
  readonly #secondStarts = new Emitter<undefined>();
  readonly #quitRequests = new Emitter<undefined>();
  #server: LoopbackServer | null = null;
  #session: BrowserSession | null = null;
  #mediaService: ForkedService | null = null;
  #quitting = false;

  constructor(options: ChromiumHostOptions, parts: Parts) {
    this.#options = options;
    this.#parts = parts;
    this.secrets = parts.secrets;
    this.#deepLinks = new DeepLinks(options.deepLink);
    this.paths = { userData: options.userData, logs: join(options.userData, 'logs'), resources: options.resources };
    this.#held.add(
      parts.starts.on((deepLink) => {
        this.#secondStarts.emit(undefined);
        if (deepLink !== null) this.#deepLinks.emit(deepLink);
      }),
    );
    this.#listenForSignals();
  }

  get version(): string {
    return this.#session?.version ?? 'unknown';
  }

  async listen(): Promise<void> {
    const { gate, sockets } = this.#parts;
    this.#server = await startLoopbackServer({
      root: this.#options.pages,
      gate,
      log: this.#options.log,
      onUpgrade: (kind, windowId, request, socket, head) => {
        if (kind === 'contract') sockets.accept(windowId, request, socket, head);
        else if (this.#mediaService === null) refuseUpgrade(socket, '503 Service Unavailable');
        else this.#mediaService.handSocket(request, socket, head);
      },
    });
    this.#held.add(this.#server);
    this.#held.add(sockets);
    this.#session = new BrowserSession({ ...this.#options, profiles: this.#parts.profiles, gate, origin: this.#server.origin });
    if (this.#options.windows) this.#session.warmUp();
    this.#held.add(
      this.#session.onWindowClosed((windowId) => {
        sockets.drop(windowId);
        gate.forget(windowId);
        if (this.windows().length === 0 && !this.#quitting) this.#quitRequests.emit(undefined);
      }),
    );
  }

  /** What the browser reported last, asked for every few seconds; empty until the first window is open. */
  displays(): readonly Display[] {
    return this.#openSession().displays();
  }

  onDisplaysChanged(listener: (displays: readonly Display[]) => void): Disposable {
    return this.#openSession().onDisplaysChanged(listener);
  }

  openWindow(options: WindowOptions): Promise<HostWindow> {
    return this.#openSession().openWindow(options);
  }

  windows(): readonly HostWindow[] {
    return this.#session?.windows() ?? [];
  }

  startService(entry: 'media', environment: Readonly<Record<string, string>>): ServiceProcess {
    const service = new ForkedService(this.#options.serviceModule(entry), environment, this.#options.clock);
    this.#services.add(service);
    service.onExit(() => {
      this.#services.delete(service);
      if (this.#mediaService === service) this.#mediaService = null;
    });
    return service;
  }

  /** Nothing to do: a window of this host opens `/media` by itself and gets the service of `serveMediaLinksFrom`. */
  linkServiceToWindow(): void {
    return undefined;
  }

  serveMediaLinksFrom(service: ServiceProcess | null): void {
    if (service !== null && !(service instanceof ForkedService)) throw new VmsError('internal', 'internal');
    this.#mediaService = service;
  }

  exposeContract(endpoint: ContractEndpoint): void {
    this.#parts.sockets.expose(endpoint);
  }

  notify(windowId: string | null, channel: string, payload: unknown): void {
    this.#parts.sockets.notify(windowId, channel, payload);
  }

  /** The page has its own file chooser here. */
  chooseFile(): Promise<string | null> {
    return Promise.reject(new VmsError('unsupported', 'file-dialog-unsupported'));
  }

  /** A no-op: nothing portable exists from outside the browser. A page may hold a screen wake lock itself; it is granted. */
  blockDisplaySleep(): Disposable {
    return toDisposable(() => undefined);
  }

  onDeepLink(listener: (url: string) => void): Disposable {
    return this.#deepLinks.on(listener);
  }

  onSecondStart(listener: () => void): Disposable {
    return this.#secondStarts.on(listener);
  }

  onQuitRequested(listener: () => void): Disposable {
    return this.#quitRequests.on(listener);
  }

  installUpdate(): Promise<void> {
    return Promise.reject(new VmsError('unsupported', 'update-unsupported'));
  }

  async quit(exitCode: number): Promise<void> {
    this.#quitting = true;
    this.#mediaService = null;
    await Promise.all([this.#session?.close(), ...[...this.#services].map((service) => service.stop(SERVICE_GRACE_MS))]);
    await this.#parts.lock.release();
    this.#held.dispose();
    process.exit(exitCode);
  }

  #openSession(): BrowserSession {
    if (this.#session === null) throw new VmsError('internal', 'internal');
    return this.#session;
  }

  #listenForSignals(): void {
    const request = (): void => {
      this.#quitRequests.emit(undefined);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, request);
      this.#held.add(toDisposable(() => process.off(signal, request)));
    }
  }
}
