/** A host without a runtime: records what it is asked, and lets a test play the windows, the service and the user. */
import { VmsError } from '../../src-contract/errors.ts';
import type { Reply } from '../../src-contract/ipc/builder.ts';
import { Emitter, toDisposable, type Disposable } from '../../src-main/base/disposable.ts';
import type {
  ContractEndpoint,
  Display,
  Host,
  HostWindow,
  SecretStorage,
  ServiceProcess,
  WindowOptions,
  WindowPlace,
} from '../../src-main/hosts/host.ts';

export class FakeService implements ServiceProcess {
  pid: number | undefined = 4711;
  readonly sent: unknown[] = [];
  readonly messages = new Emitter<unknown>();
  readonly exits = new Emitter<{ readonly code: number | null; readonly signal: string | null }>();
  exited = false;

  send(message: unknown): void {
    this.sent.push(message);
  }
  onMessage(listener: (message: unknown) => void): Disposable {
    return this.messages.on(listener);
  }
  onExit(listener: (exit: { readonly code: number | null; readonly signal: string | null }) => void): Disposable {
    return this.exits.on(listener);
  }
  /** Plays the end of the process. */
  exit(code: number | null, signal: string | null = null): void {
    if (this.exited) return;
    this.exited = true;
    this.exits.emit({ code, signal });
  }
  stop(): Promise<void> {
    this.exit(0);
    return Promise.resolve();
  }
}

export class FakeWindow implements HostWindow {
  readonly id: string;
  readonly options: WindowOptions;
  readonly did: string[] = [];
  readonly closed = new Emitter<undefined>();
  readonly crashed = new Emitter<string>();
  readonly placed = new Emitter<WindowPlace>();
  placedAt: WindowPlace;
  #open = true;

  constructor(id: string, options: WindowOptions, displays: readonly Display[]) {
    this.id = id;
    this.options = options;
    this.placedAt = options.place(displays);
  }
  capture(): Promise<Uint8Array> {
    return this.#open ? Promise.resolve(Uint8Array.of(0x89, 0x50, 0x4e, 0x47)) : Promise.reject(new VmsError('unavailable', 'window-gone'));
  }
  focus(): void {
    this.did.push('focus');
  }
  moveTo(place: WindowPlace): void {
    this.did.push(`move ${place.bounds.x} ${place.bounds.y} ${place.bounds.width} ${place.bounds.height}`);
    this.placedAt = place;
  }
  place(): WindowPlace {
    return this.placedAt;
  }
  onPlaceChanged(listener: (place: WindowPlace) => void): Disposable {
    return this.placed.on(listener);
  }
  /** Plays a person who moves it. */
  move(place: WindowPlace): void {
    this.placedAt = place;
    this.placed.emit(place);
  }
  reload(): void {
    this.did.push('reload');
  }
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.closed.emit(undefined);
  }
  onClosed(listener: () => void): Disposable {
    return this.closed.on(() => {
      listener();
    });
  }
  onCrashed(listener: (reason: string) => void): Disposable {
    return this.crashed.on(listener);
  }
}

/** Reverses the bytes, so that wrapped and plain cannot be mistaken for each other. */
const fakeSecrets: SecretStorage = {
  backend: 'fake',
  strong: true,
  wrap: (plain) => Promise.resolve(Uint8Array.from(plain).reverse()),
  unwrap: (wrapped) => Promise.resolve(Uint8Array.from(wrapped).reverse()),
};

/** Full HD at 100 %, `x` pixels from the left of the desk. */
export function fakeDisplay(id: string, x: number): Display {
  const bounds = { x, y: 0, width: 1920, height: 1080 };
  return { id, label: `fake ${id}`, bounds, workArea: bounds, scale: 1, primary: x === 0 };
}

export class FakeHost implements Host {
  readonly kind = 'chromium';
  readonly version = '0';
  readonly paths: Host['paths'];
  readonly secrets: SecretStorage;
  readonly openWindows: FakeWindow[] = [];
  readonly services: FakeService[] = [];
  readonly told: { readonly windowId: string | null; readonly channel: string; readonly payload: unknown }[] = [];
  readonly links: { readonly service: ServiceProcess; readonly windowId: string }[] = [];
  displaysNow: readonly Display[] = [fakeDisplay('1', 0)];
  readonly displaysChanged = new Emitter<readonly Display[]>();
  readonly deepLinks = new Emitter<string>();
  readonly secondStarts = new Emitter<undefined>();
  readonly quitRequests = new Emitter<undefined>();
  /** What the next file dialog answers. */
  chosenFile: string | null = null;
  linkService: ServiceProcess | null = null;
  sleepBlocks = 0;
  exitCode: number | null = null;
  #endpoint: ContractEndpoint | null = null;
  #opened = 0;

  constructor(userData: string, strongSecrets = true) {
    this.secrets = { ...fakeSecrets, strong: strongSecrets };
    this.paths = { userData, logs: userData, resources: userData };
  }

  /** Calls as a window would. */
  call(channel: string, payload: unknown, windowId = 'w1'): Promise<Reply> {
    if (this.#endpoint === null) throw new Error('no contract is exposed');
    return this.#endpoint.invoke(windowId, channel, payload);
  }
  sendAs(windowId: string, channel: string, payload: unknown): void {
    this.#endpoint?.send(windowId, channel, payload);
  }

  displays(): readonly Display[] {
    return this.displaysNow;
  }
  /** Plays monitors that are plugged in, pulled out or changed. */
  changeDisplays(displays: readonly Display[]): void {
    this.displaysNow = displays;
    this.displaysChanged.emit(displays);
  }
  onDisplaysChanged(listener: (displays: readonly Display[]) => void): Disposable {
    return this.displaysChanged.on(listener);
  }
  openWindow(options: WindowOptions): Promise<HostWindow> {
    const window = new FakeWindow(`w${(this.#opened += 1)}`, options, this.displays());
    options.admit(window.id);
    this.openWindows.push(window);
    window.onClosed(() => {
      this.openWindows.splice(this.openWindows.indexOf(window), 1);
    });
    return Promise.resolve(window);
  }
  windows(): readonly HostWindow[] {
    return this.openWindows;
  }
  startService(): ServiceProcess {
    const service = new FakeService();
    this.services.push(service);
    return service;
  }
  linkServiceToWindow(service: ServiceProcess, windowId: string): void {
    this.links.push({ service, windowId });
  }
  serveMediaLinksFrom(service: ServiceProcess | null): void {
    this.linkService = service;
  }
  exposeContract(endpoint: ContractEndpoint): void {
    this.#endpoint = endpoint;
  }
  notify(windowId: string | null, channel: string, payload: unknown): void {
    this.told.push({ windowId, channel, payload });
  }
  chooseFile(): Promise<string | null> {
    return Promise.resolve(this.chosenFile);
  }
  blockDisplaySleep(): Disposable {
    this.sleepBlocks += 1;
    return toDisposable(() => {
      this.sleepBlocks -= 1;
    });
  }
  onDeepLink(listener: (url: string) => void): Disposable {
    return this.deepLinks.on(listener);
  }
  onSecondStart(listener: () => void): Disposable {
    return this.secondStarts.on(() => {
      listener();
    });
  }
  onQuitRequested(listener: () => void): Disposable {
    return this.quitRequests.on(() => {
      listener();
    });
  }
  installUpdate(): Promise<void> {
    return Promise.reject(new VmsError('unsupported', 'update-unsupported'));
  }
  quit(exitCode: number): Promise<void> {
    this.exitCode = exitCode;
    return Promise.resolve();
  }
}
