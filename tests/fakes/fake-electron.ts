/** The part of Electron the host uses, without Electron: every listener and handler is kept so that a test can fire it. */
import { windowIdOf } from '../../src-main/hosts/electron/electron-window.ts';
import type {
  ContentsSurface,
  ElectronSurface,
  IpcEventSurface,
  SessionSurface,
  UtilitySurface,
  WindowSettings,
  WindowSurface,
} from '../../src-main/hosts/electron/surface.ts';

export type Listener = (...args: never[]) => unknown;

/** Keeps listeners by event name. */
export class Events {
  readonly #listeners = new Map<string, Listener[]>();

  readonly on = (event: string, listener: Listener): void => {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
  };
  fire(event: string, ...args: readonly unknown[]): void {
    for (const listener of this.#listeners.get(event) ?? []) Reflect.apply(listener, undefined, args);
  }
}

export class FakePort {
  close(): void {
    return undefined;
  }
}

export class FakeContents extends Events implements ContentsSurface {
  static count = 0;
  readonly id = (FakeContents.count += 1);
  readonly sent: unknown[][] = [];
  readonly posted: { readonly channel: string; readonly transfer: readonly FakePort[] }[] = [];
  windowOpenHandler: ((details: { readonly url: string }) => { action: 'deny' }) | null = null;
  reloads = 0;
  readonly ran: string[] = [];

  setWindowOpenHandler(handler: (details: { readonly url: string }) => { action: 'deny' }): void {
    this.windowOpenHandler = handler;
  }
  send(channel: string, ...args: unknown[]): void {
    this.sent.push([channel, ...args]);
  }
  postMessage(channel: string, _message: unknown, transfer: FakePort[] = []): void {
    this.posted.push({ channel, transfer });
  }
  capturePage(): Promise<{ toPNG(): Uint8Array }> {
    return Promise.resolve({ toPNG: () => Uint8Array.of(0x89, 0x50, 0x4e, 0x47) });
  }
  reload(): void {
    this.reloads += 1;
  }
  executeJavaScript(code: string, userGesture: boolean): Promise<unknown> {
    this.ran.push(`${code} ${String(userGesture)}`);
    return Promise.resolve();
  }
}

export class FakeBrowserWindow extends Events implements WindowSurface<FakePort> {
  readonly webContents = new FakeContents();
  readonly once = this.on;
  readonly settings: WindowSettings;
  readonly did: string[] = [];
  url = '';
  destroyed = false;
  minimized = false;
  maximized = false;
  fullScreen = false;
  normalBounds = { x: 10, y: 20, width: 800, height: 600 };

  constructor(settings: WindowSettings) {
    super();
    this.settings = settings;
  }
  loadURL(url: string): Promise<void> {
    this.url = url;
    return Promise.resolve();
  }
  show(): void {
    this.did.push('show');
  }
  focus(): void {
    this.did.push('focus');
  }
  restore(): void {
    this.did.push('restore');
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  isMaximized(): boolean {
    return this.maximized;
  }
  isFullScreen(): boolean {
    return this.fullScreen;
  }
  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    return this.normalBounds;
  }
  maximize(): void {
    this.did.push('maximize');
  }
  unmaximize(): void {
    this.did.push('unmaximize');
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  setBounds(bounds: { x: number }): void {
    this.did.push(`bounds ${bounds.x}`);
  }
  setFullScreen(on: boolean): void {
    this.did.push(`fullscreen ${String(on)}`);
  }
  close(): void {
    this.destroyed = true;
    this.fire('closed');
  }
  get windowId(): string {
    return windowIdOf(this.webContents.id);
  }
}

export class FakeUtility extends Events implements UtilitySurface<FakePort> {
  readonly posted: { readonly message: unknown; readonly transfer: readonly FakePort[] }[] = [];
  readonly forkedWith: readonly unknown[];
  readonly pid = 77;

  constructor(...forkedWith: readonly unknown[]) {
    super();
    this.forkedWith = forkedWith;
  }
  postMessage(message: unknown, transfer: FakePort[] = []): void {
    this.posted.push({ message, transfer });
  }
}

export class FakeSession extends Events implements SessionSurface {
  readonly schemes = new Map<string, Parameters<SessionSurface['protocol']['handle']>[1]>();
  readonly protocol: SessionSurface['protocol'] = { handle: (scheme, handler) => void this.schemes.set(scheme, handler) };
  beforeRequest: Parameters<SessionSurface['webRequest']['onBeforeRequest']>[0] | null = null;
  readonly webRequest: SessionSurface['webRequest'] = { onBeforeRequest: (listener) => (this.beforeRequest = listener) };
  permissionRequest: Parameters<SessionSurface['setPermissionRequestHandler']>[0] | null = null;
  permissionCheck: Parameters<SessionSurface['setPermissionCheckHandler']>[0] | null = null;
  devicePermission: (() => boolean) | null = null;

  setPermissionRequestHandler(handler: Parameters<SessionSurface['setPermissionRequestHandler']>[0]): void {
    this.permissionRequest = handler;
  }
  setPermissionCheckHandler(handler: Parameters<SessionSurface['setPermissionCheckHandler']>[0]): void {
    this.permissionCheck = handler;
  }
  setDevicePermissionHandler(handler: () => boolean): void {
    this.devicePermission = handler;
  }
}

type IpcListener = (event: IpcEventSurface, channel: unknown, payload: unknown) => unknown;

/** `app`, windows, session and the rest, with what the host did to them in public fields. */
export class FakeElectron {
  readonly appEvents = new Events();
  readonly screenEvents = new Events();
  readonly sessionFake = new FakeSession();
  readonly ipcHandlers = new Map<string, IpcListener>();
  readonly createdWindows: FakeBrowserWindow[] = [];
  readonly utilities: FakeUtility[] = [];
  readonly did: string[] = [];
  dialogAnswer: { canceled: boolean; filePaths: string[] } = { canceled: true, filePaths: [] };
  openPathAnswer = '';

  surface(): ElectronSurface<FakePort, FakeBrowserWindow> {
    const { appEvents, createdWindows, did, ipcHandlers, screenEvents, utilities } = this;
    const register = (channel: string, listener: IpcListener): void => void ipcHandlers.set(channel, listener);
    return {
      app: {
        commandLine: { appendSwitch: (name) => did.push(`switch ${name}`) },
        isPackaged: true,
        whenReady: () => Promise.resolve(),
        requestSingleInstanceLock: () => true,
        setAsDefaultProtocolClient: (protocol) => did.push(`protocol ${protocol}`) > 0,
        getPath: () => 'user-data',
        setPath: () => undefined,
        quit: () => did.push('quit'),
        exit: (code) => did.push(`exit ${code ?? 0}`),
        on: appEvents.on,
      },
      BrowserWindow: class extends FakeBrowserWindow {
        constructor(settings: WindowSettings) {
          super(settings);
          createdWindows.push(this);
        }
      },
      MessageChannelMain: class {
        readonly port1 = new FakePort();
        readonly port2 = new FakePort();
      },
      protocol: { registerSchemesAsPrivileged: () => undefined },
      session: { defaultSession: this.sessionFake },
      screen: {
        getAllDisplays: () => [
          {
            id: 5,
            label: 'Trái',
            bounds: { x: 0, y: 0, width: 1920, height: 1080 },
            workArea: { x: 0, y: 0, width: 1920, height: 1040 },
            scaleFactor: 1,
          },
          {
            id: 6,
            label: 'Phải',
            bounds: { x: 1920, y: 0, width: 2560, height: 1440 },
            workArea: { x: 1920, y: 0, width: 2560, height: 1400 },
            scaleFactor: 1.5,
          },
        ],
        getPrimaryDisplay: () => ({ id: 6 }),
        on: screenEvents.on,
      },
      ipcMain: { handle: register, on: register },
      utilityProcess: {
        fork: (...forkedWith) => {
          const utility = new FakeUtility(...forkedWith);
          utilities.push(utility);
          return utility;
        },
      },
      dialog: { showOpenDialog: () => Promise.resolve(this.dialogAnswer) },
      powerSaveBlocker: { start: () => did.push('block sleep'), stop: (id) => did.push(`unblock ${id}`) },
      safeStorage: {
        isAsyncEncryptionAvailable: () => Promise.resolve(false),
        encryptStringAsync: () => Promise.reject(new Error('none')),
        decryptStringAsync: () => Promise.reject(new Error('none')),
        getSelectedStorageBackend: () => 'basic_text',
      },
      shell: { openPath: () => Promise.resolve(this.openPathAnswer) },
      Menu: { setApplicationMenu: () => did.push('no menu') },
    };
  }
}
