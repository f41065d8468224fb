/**
 * The part of Electron this host uses, in types of our own: the real module satisfies them (`start.ts` proves it at
 * compile time against Electron's types), and tests drive the host with a hand-written stand-in.
 */

import type { Bounds } from '../host.ts';

/** Whatever can change where a window is. */
export type WindowPlaceEvent = 'move' | 'resize' | 'maximize' | 'unmaximize' | 'enter-full-screen' | 'leave-full-screen';

export interface PreventableEvent {
  preventDefault(): void;
}

export interface FrameSurface {
  readonly url: string;
  readonly parent: unknown;
}

export interface PortSurface {
  close(): void;
}

export interface ContentsSurface {
  readonly id: number;
  on(
    event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect',
    listener: (event: PreventableEvent & { readonly url: string }) => void,
  ): unknown;
  on(event: 'will-attach-webview', listener: (event: PreventableEvent) => void): unknown;
  on(event: 'render-process-gone', listener: (event: unknown, details: { readonly reason: string }) => void): unknown;
  setWindowOpenHandler(handler: (details: { readonly url: string }) => { action: 'deny' }): void;
  send(channel: string, ...args: unknown[]): void;
  capturePage(): Promise<{ toPNG(): Uint8Array }>;
  reload(): void;
  /** Runs as if a person had asked for it. */
  executeJavaScript(code: string, userGesture: boolean): Promise<unknown>;
}

/** Contents that ports can be posted to; apart, because its port type is the module's own. */
export interface PostingContents<Port> extends ContentsSurface {
  postMessage(channel: string, message: unknown, transfer?: Port[]): void;
}

export interface WindowSurface<Port> {
  readonly webContents: PostingContents<Port>;
  on(event: 'closed' | 'session-end' | WindowPlaceEvent, listener: () => void): unknown;
  once(event: 'ready-to-show', listener: () => void): unknown;
  loadURL(url: string): Promise<void>;
  show(): void;
  focus(): void;
  restore(): void;
  isMinimized(): boolean;
  isMaximized(): boolean;
  isFullScreen(): boolean;
  /** Where the window goes back to from maximised or full screen. */
  getNormalBounds(): Bounds;
  maximize(): void;
  unmaximize(): void;
  isDestroyed(): boolean;
  setBounds(bounds: { x: number; y: number; width: number; height: number }): void;
  setFullScreen(on: boolean): void;
  close(): void;
}

export interface WindowSettings {
  title: string;
  show: boolean;
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  autoHideMenuBar: boolean;
  backgroundColor: string;
  webPreferences: Readonly<Record<string, unknown>> & { preload: string };
}

export interface UtilitySurface<Port> {
  readonly pid: number | undefined;
  postMessage(message: unknown, transfer?: Port[]): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
}

export interface DisplaySurface {
  readonly id: number;
  readonly label: string;
  readonly bounds: Bounds;
  readonly workArea: Bounds;
  readonly scaleFactor: number;
}

export interface IpcEventSurface {
  readonly sender: { readonly id: number };
  readonly senderFrame: FrameSurface | null;
}

export interface AppSurface {
  readonly commandLine: { appendSwitch(name: string, value?: string): void };
  readonly isPackaged: boolean;
  whenReady(): Promise<void>;
  requestSingleInstanceLock(): boolean;
  setAsDefaultProtocolClient(protocol: string): boolean;
  getPath(name: 'userData'): string;
  setPath(name: 'userData', path: string): void;
  quit(): void;
  exit(code?: number): void;
  on(event: 'second-instance', listener: (event: unknown, argv: string[]) => void): unknown;
  on(event: 'open-url', listener: (event: PreventableEvent, url: string) => void): unknown;
  on(event: 'window-all-closed', listener: () => void): unknown;
  on(event: 'before-quit', listener: (event: PreventableEvent) => void): unknown;
  on(event: 'web-contents-created', listener: (event: unknown, contents: ContentsSurface) => void): unknown;
  on(event: 'child-process-gone', listener: (event: unknown, details: { readonly type: string; readonly reason: string }) => void): unknown;
}

export interface SessionSurface {
  readonly protocol: {
    handle(scheme: string, handler: (request: { readonly url: string; readonly method: string }) => Promise<Response>): void;
  };
  readonly webRequest: {
    onBeforeRequest(listener: (details: { readonly url: string }, callback: (response: { cancel?: boolean }) => void) => void): void;
  };
  setPermissionRequestHandler(
    handler: (
      contents: unknown,
      permission: string,
      callback: (granted: boolean) => void,
      details: { readonly requestingUrl: string },
    ) => void,
  ): void;
  setPermissionCheckHandler(handler: (contents: unknown, permission: string, requestingOrigin: string) => boolean): void;
  setDevicePermissionHandler(handler: () => boolean): void;
  on(event: 'will-download', listener: (event: PreventableEvent) => void): unknown;
}

export interface SafeStorageSurface {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  encryptStringAsync(plain: string): Promise<Uint8Array>;
  decryptStringAsync(wrapped: Buffer): Promise<{ readonly result: string }>;
  getSelectedStorageBackend(): string;
}

/** The module as the host sees it. `Port` and `Window` stay the module's own types. */
export interface ElectronSurface<Port extends PortSurface, Window extends WindowSurface<Port>> {
  readonly app: AppSurface;
  readonly BrowserWindow: new (settings: WindowSettings) => Window;
  readonly MessageChannelMain: new () => { readonly port1: Port; readonly port2: Port };
  readonly protocol: {
    registerSchemesAsPrivileged(schemes: { scheme: string; privileges: Readonly<Record<string, boolean>> }[]): void;
  };
  readonly session: { readonly defaultSession: SessionSurface };
  readonly screen: {
    getAllDisplays(): readonly DisplaySurface[];
    getPrimaryDisplay(): { readonly id: number };
    on(event: 'display-added' | 'display-removed' | 'display-metrics-changed', listener: () => void): unknown;
  };
  readonly ipcMain: {
    handle(channel: string, listener: (event: IpcEventSurface, channel: unknown, payload: unknown) => unknown): void;
    on(channel: string, listener: (event: IpcEventSurface, channel: unknown, payload: unknown) => void): unknown;
  };
  readonly utilityProcess: {
    fork(
      module: string,
      argv: string[],
      options: { env: Record<string, string>; execArgv: string[]; stdio: 'inherit'; serviceName: string },
    ): UtilitySurface<Port>;
  };
  readonly dialog: {
    showOpenDialog(
      window: Window,
      options: { title: string; filters: { name: string; extensions: string[] }[]; properties: 'openFile'[] },
    ): Promise<{ readonly canceled: boolean; readonly filePaths: readonly string[] }>;
  };
  readonly powerSaveBlocker: { start(type: 'prevent-display-sleep'): number; stop(id: number): unknown };
  readonly safeStorage: SafeStorageSurface;
  readonly shell: { openPath(path: string): Promise<string> };
  readonly Menu: { setApplicationMenu(menu: null): void };
}
