/** The host that runs in Electron: sandboxed windows on `app://vms`, services as utility processes, the OS keystore. */
import { isAbsolute, join } from 'node:path';
import { VmsError } from '../../../src-contract/errors.ts';
import { electronChannels } from '../../../src-contract/ipc/electron-channels.ts';
import type { Clock } from '../../base/clock.ts';
import { Emitter, toDisposable, type Disposable } from '../../base/disposable.ts';
import type { Log } from '../../base/log.ts';
import { DEEP_LINK_SCHEME, DeepLinks, takeDeepLink } from '../deep-link.ts';
import type {
  Bounds,
  ContractEndpoint,
  Display,
  FileDialogOptions,
  Host,
  HostWindow,
  SecretStorage,
  ServiceProcess,
  WindowOptions,
} from '../host.ts';
import { serviceEnvironment } from '../service-envelope.ts';
import { listenForCalls } from './contract-ipc.ts';
import { ElectronWindow, windowSettings } from './electron-window.ts';
import { hardenContents, hardenSession } from './hardening.ts';
import { APP_ORIGIN } from './policy.ts';
import type { ContentsSurface, ElectronSurface, PortSurface, WindowSurface } from './surface.ts';
import { UtilityService } from './utility-service.ts';

const SERVICE_GRACE_MS = 3000;

export interface ElectronHostOptions {
  readonly version: string;
  readonly resources: string;
  readonly pages: string;
  /** Absolute path of the built preload. */
  readonly preload: string;
  readonly serviceModule: (entry: string) => string;
  /** Whether pages may be inspected; never in an installed program. */
  readonly devTools: boolean;
  readonly secrets: SecretStorage;
  /** The link this program was started with. */
  readonly deepLink: string | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly mainPid: number;
  readonly killProcess: (pid: number) => void;
  readonly clock: Clock;
  readonly log: Log;
}

export class ElectronHost<Port extends PortSurface, Window extends WindowSurface<Port>> implements Host {
  readonly kind = 'electron';
  readonly version: string;
  readonly paths: Host['paths'];
  readonly secrets: SecretStorage;
  readonly #electron: ElectronSurface<Port, Window>;
  readonly #options: ElectronHostOptions;
  readonly #windows = new Map<string, { readonly window: ElectronWindow<Port>; readonly surface: Window }>();
  readonly #services = new Set<UtilityService<Port>>();
  readonly #displaysChanged = new Emitter<readonly Display[]>();
  readonly #deepLinks: DeepLinks;
  readonly #secondStarts = new Emitter<undefined>();
  readonly #quitRequests = new Emitter<undefined>();
  #endpoint: ContractEndpoint | null = null;
  #quitting = false;

  /** Electron must be ready and hold the single-instance lock. */
  constructor(electron: ElectronSurface<Port, Window>, options: ElectronHostOptions) {
    this.#electron = electron;
    this.#options = options;
    this.version = options.version;
    this.secrets = options.secrets;
    this.#deepLinks = new DeepLinks(options.deepLink);
    const userData = electron.app.getPath('userData');
    this.paths = { userData, logs: join(userData, 'logs'), resources: options.resources };
    electron.Menu.setApplicationMenu(null);
    hardenSession(electron.session.defaultSession, options.pages, options.devTools);
    listenForCalls({
      ipcMain: electron.ipcMain,
      isOurWindow: (windowId) => this.#windows.has(windowId),
      endpoint: () => this.#endpoint,
      log: options.log,
    });
    this.#listenToApp();
    for (const event of ['display-added', 'display-removed', 'display-metrics-changed'] as const) {
      electron.screen.on(event, () => {
        this.#displaysChanged.emit(this.displays());
      });
    }
  }

  displays(): readonly Display[] {
    const primary = this.#electron.screen.getPrimaryDisplay().id;
    return this.#electron.screen.getAllDisplays().map(({ id, label, bounds, workArea, scaleFactor }) => ({
      id: String(id),
      label,
      bounds: plainBounds(bounds),
      workArea: plainBounds(workArea),
      scale: scaleFactor,
      primary: id === primary,
    }));
  }

  onDisplaysChanged(listener: (displays: readonly Display[]) => void): Disposable {
    return this.#displaysChanged.on(listener);
  }

  async openWindow(options: WindowOptions): Promise<HostWindow> {
    const { preload, devTools } = this.#options;
    const place = options.place(this.displays());
    const surface = new this.#electron.BrowserWindow(windowSettings(options.title, place.bounds, preload, devTools));
    const window = new ElectronWindow<Port>(surface, place);
    this.#windows.set(window.id, { window, surface });
    options.admit(window.id);
    window.onClosed(() => this.#windows.delete(window.id));
    surface.on('session-end', () => {
      this.#quitRequests.emit(undefined);
    });
    surface.once('ready-to-show', () => {
      if (place.maximised) surface.maximize();
      surface.show();
    });
    await surface.loadURL(`${APP_ORIGIN}/index.html?${new URLSearchParams({ view: options.view }).toString()}`);
    if (place.fullscreen) await fillScreen(surface.webContents, this.#options.log);
    return window;
  }

  windows(): readonly HostWindow[] {
    return [...this.#windows.values()].map(({ window }) => window);
  }

  startService(entry: 'media', environment: Readonly<Record<string, string>>): ServiceProcess {
    const { clock, killProcess, mainPid, serviceModule } = this.#options;
    const child = this.#electron.utilityProcess.fork(serviceModule(entry), [], {
      env: serviceEnvironment(this.#options.environment, environment, mainPid),
      execArgv: [],
      stdio: 'inherit',
      serviceName: `vms-${entry}`,
    });
    const service = new UtilityService<Port>(child, clock, killProcess);
    this.#services.add(service);
    service.onExit(() => this.#services.delete(service));
    return service;
  }

  linkServiceToWindow(service: ServiceProcess, windowId: string): void {
    const own = [...this.#services].find((candidate) => candidate === service);
    const target = this.#windows.get(windowId);
    if (own === undefined || target === undefined) return;
    const { port1, port2 } = new this.#electron.MessageChannelMain();
    own.handPort(port1);
    target.window.handPort(electronChannels.mediaPort, port2);
  }

  /** Nothing to do: windows ask through the contract, and `linkServiceToWindow` answers. */
  serveMediaLinksFrom(): void {
    return undefined;
  }

  exposeContract(endpoint: ContractEndpoint): void {
    this.#endpoint = endpoint;
  }

  notify(windowId: string | null, channel: string, payload: unknown): void {
    for (const [id, { window }] of this.#windows) {
      if (windowId === null || windowId === id) window.tell(electronChannels.notify, channel, payload);
    }
  }

  async chooseFile(windowId: string, options: FileDialogOptions): Promise<string | null> {
    const owner = this.#windows.get(windowId);
    if (owner === undefined) throw new VmsError('unavailable', 'window-gone');
    const answer = await this.#electron.dialog.showOpenDialog(owner.surface, {
      title: options.title,
      filters: options.filters.map(({ name, extensions }) => ({ name, extensions: [...extensions] })),
      properties: ['openFile'],
    });
    return answer.canceled ? null : (answer.filePaths[0] ?? null);
  }

  blockDisplaySleep(): Disposable {
    const id = this.#electron.powerSaveBlocker.start('prevent-display-sleep');
    return toDisposable(() => {
      this.#electron.powerSaveBlocker.stop(id);
    });
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

  async installUpdate(installerPath: string): Promise<void> {
    if (!isAbsolute(installerPath)) throw new VmsError('invalid-argument', 'update-unsupported');
    const problem = await this.#electron.shell.openPath(installerPath);
    if (problem !== '') throw new VmsError('unavailable', 'update-not-started', { reason: problem });
  }

  async quit(exitCode: number): Promise<void> {
    this.#quitting = true;
    await Promise.all([...this.#services].map((service) => service.stop(SERVICE_GRACE_MS)));
    this.#electron.app.exit(exitCode);
  }

  #listenToApp(): void {
    const { app } = this.#electron;
    const { log } = this.#options;
    app.on('second-instance', (_event, argv) => {
      this.#secondStarts.emit(undefined);
      const { deepLink } = takeDeepLink(argv);
      if (deepLink !== null) this.#deepLinks.emit(deepLink);
    });
    app.on('open-url', (event, url) => {
      event.preventDefault();
      if (takeDeepLink([url]).deepLink !== null) this.#deepLinks.emit(url);
    });
    app.on('window-all-closed', () => {
      if (!this.#quitting) this.#quitRequests.emit(undefined);
    });
    app.on('before-quit', (event) => {
      if (this.#quitting) return;
      event.preventDefault();
      this.#quitRequests.emit(undefined);
    });
    app.on('web-contents-created', (_event, contents) => {
      hardenContents(contents, log);
    });
    app.on('child-process-gone', (_event, details) => {
      log.error('a process of the runtime ended', { type: details.type, reason: details.reason });
    });
    app.setAsDefaultProtocolClient(DEEP_LINK_SCHEME);
  }
}

function plainBounds({ x, y, width, height }: Bounds): Bounds {
  return { x, y, width, height };
}

/** Asked of the page in a person's name, because only then its own button and F11 lead out of it again. */
async function fillScreen(contents: ContentsSurface, log: Log): Promise<void> {
  try {
    await contents.executeJavaScript('document.documentElement.requestFullscreen()', true);
  } catch (failure) {
    log.warn('window not made full screen', { failure });
  }
}
