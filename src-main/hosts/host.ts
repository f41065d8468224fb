/**
 * The whole list of what the program asks of its shell. `electron/` and `chromium/` implement it;
 * everything else in `src-main` is the same code under both.
 */
import type { Disposable } from '../base/disposable.ts';
import type { Reply } from '../../src-contract/ipc/builder.ts';

/** Position and size in device-independent pixels of the virtual desktop. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One monitor. `id` is stable for the same monitor on the same port where the platform tells. */
export interface Display {
  readonly id: string;
  readonly label: string;
  readonly bounds: Bounds;
  /** `bounds` without task bars and docks. */
  readonly workArea: Bounds;
  readonly scale: number;
  readonly primary: boolean;
}

export interface WindowOptions {
  /** What the window shows; becomes `?view=` of its URL. */
  readonly view: string;
  readonly title: string;
  /** Told the window's id before its page loads: the page's first calls may come before `openWindow` resolves. */
  readonly admit: (windowId: string) => void;
  /** Asked once, as soon as the host knows its displays. */
  readonly place: (displays: readonly Display[]) => WindowPlace;
}

/** Where a window is. Full screen lies over maximised, and both over the bounds it goes back to. */
export interface WindowPlace {
  readonly bounds: Bounds;
  readonly maximised: boolean;
  /** As the page's own full screen, so that the page can leave it. */
  readonly fullscreen: boolean;
}

export interface HostWindow {
  readonly id: string;
  /** PNG bytes of what the window shows now. Rejects `unavailable` when it is gone. */
  capture(): Promise<Uint8Array>;
  focus(): void;
  /** To another place, out of full screen and into it as that says. */
  moveTo(place: WindowPlace): void;
  /** What the host knows of it; may lag some seconds behind a window that was moved. */
  place(): WindowPlace;
  onPlaceChanged(listener: (place: WindowPlace) => void): Disposable;
  close(): void;
  onClosed(listener: () => void): Disposable;
  /** The page process died; the owner decides whether to reload. */
  onCrashed(listener: (reason: string) => void): Disposable;
  reload(): void;
}

/** A supervised child running one of our service entries (`media`). */
export interface ServiceProcess {
  readonly pid: number | undefined;
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): Disposable;
  onExit(listener: (exit: { readonly code: number | null; readonly signal: string | null }) => void): Disposable;
  /** Asks to stop, waits up to `graceMs`, then kills; resolves when it is gone. */
  stop(graceMs: number): Promise<void>;
}

/** A window's call as it arrives: the host has already checked that the sender is one of our windows. */
export interface ContractEndpoint {
  invoke(windowId: string, channel: string, payload: unknown): Promise<Reply>;
  send(windowId: string, channel: string, payload: unknown): void;
}

export interface SecretStorage {
  /** What keeps the key: the OS keystore's name, or `file` for a key file only this user can read. */
  readonly backend: string;
  /** Whether other programs of the same machine are kept out by more than file permissions. */
  readonly strong: boolean;
  wrap(plain: Uint8Array): Promise<Uint8Array>;
  /** Rejects `unavailable` when the keystore no longer opens what it once wrapped. */
  unwrap(wrapped: Uint8Array): Promise<Uint8Array>;
}

export interface FileDialogOptions {
  readonly title: string;
  readonly filters: readonly { readonly name: string; readonly extensions: readonly string[] }[];
}

export interface Host {
  readonly kind: 'electron' | 'chromium';
  /** Version of the runtime that draws: Electron's, or Chromium's. */
  readonly version: string;
  readonly paths: {
    /** Everything the program stores. */
    readonly userData: string;
    readonly logs: string;
    /** Read-only files shipped beside the program. */
    readonly resources: string;
  };
  displays(): readonly Display[];
  onDisplaysChanged(listener: (displays: readonly Display[]) => void): Disposable;
  openWindow(options: WindowOptions): Promise<HostWindow>;
  windows(): readonly HostWindow[];
  /** Starts `out/main/<entry>.js` as a service. */
  startService(entry: 'media', environment: Readonly<Record<string, string>>): ServiceProcess;
  /** Connects a window's media link to a service; bytes then flow without main. */
  linkServiceToWindow(service: ServiceProcess, windowId: string): void;
  /** From now on a window that asks for its media link gets it from this service. `null` while it restarts. */
  serveMediaLinksFrom(service: ServiceProcess | null): void;
  exposeContract(endpoint: ContractEndpoint): void;
  /** Tells one window, or all with `null`. */
  notify(windowId: string | null, channel: string, payload: unknown): void;
  readonly secrets: SecretStorage;
  chooseFile(windowId: string, options: FileDialogOptions): Promise<string | null>;
  /** Keeps the display awake while held. */
  blockDisplaySleep(): Disposable;
  /** `vmstn://…` links, from the OS or a second start. */
  onDeepLink(listener: (url: string) => void): Disposable;
  /** Another start of the program asked for this one to show itself. */
  onSecondStart(listener: () => void): Disposable;
  /** Someone asked to end: last window closed, session end, signal. */
  onQuitRequested(listener: () => void): Disposable;
  /** Hands an already verified installer to the OS. Rejects `unsupported` where the host cannot. */
  installUpdate(installerPath: string): Promise<void>;
  /** Ends the process after the host's own cleanup. */
  quit(exitCode: number): Promise<void>;
}
