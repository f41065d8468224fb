/** One Electron window as the program sees it. */
import { VmsError } from '../../../src-contract/errors.ts';
import { Emitter, type Disposable } from '../../base/disposable.ts';
import type { Bounds, HostWindow, WindowPlace } from '../host.ts';
import { pagePreferences } from './policy.ts';
import type { WindowPlaceEvent, WindowSettings, WindowSurface } from './surface.ts';

const placeEvents: readonly WindowPlaceEvent[] = ['move', 'resize', 'maximize', 'unmaximize', 'enter-full-screen', 'leave-full-screen'];

export const windowIdOf = (contentsId: number): string => `w${contentsId}`;

export class ElectronWindow<Port> implements HostWindow {
  readonly id: string;
  readonly #surface: WindowSurface<Port>;
  readonly #closed = new Emitter<undefined>();
  readonly #crashed = new Emitter<string>();
  readonly #placed = new Emitter<WindowPlace>();
  #place: WindowPlace;

  constructor(surface: WindowSurface<Port>, place: WindowPlace) {
    this.#surface = surface;
    this.#place = place;
    this.id = windowIdOf(surface.webContents.id);
    surface.on('closed', () => {
      this.#closed.emit(undefined);
    });
    for (const event of placeEvents) {
      surface.on(event, () => {
        this.#readPlace();
      });
    }
    surface.webContents.on('render-process-gone', (_event, details) => {
      this.#crashed.emit(details.reason);
    });
  }

  async capture(): Promise<Uint8Array> {
    if (this.#surface.isDestroyed()) throw new VmsError('unavailable', 'window-gone');
    const image = await this.#surface.webContents.capturePage();
    return image.toPNG();
  }

  focus(): void {
    this.#whileOpen((surface) => {
      if (surface.isMinimized()) surface.restore();
      surface.show();
      surface.focus();
    });
  }

  moveTo(place: WindowPlace): void {
    this.#whileOpen((surface) => {
      surface.setFullScreen(false);
      if (surface.isMaximized()) surface.unmaximize();
      surface.setBounds({ ...place.bounds });
      if (place.maximised) surface.maximize();
      if (place.fullscreen) surface.setFullScreen(true);
    });
  }

  place(): WindowPlace {
    return this.#place;
  }

  onPlaceChanged(listener: (place: WindowPlace) => void): Disposable {
    return this.#placed.on(listener);
  }

  close(): void {
    this.#whileOpen((surface) => {
      surface.close();
    });
  }

  reload(): void {
    this.#whileOpen((surface) => {
      surface.webContents.reload();
    });
  }

  onClosed(listener: () => void): Disposable {
    return this.#closed.on(() => {
      listener();
    });
  }

  onCrashed(listener: (reason: string) => void): Disposable {
    return this.#crashed.on(listener);
  }

  /** Sends a message into the page. */
  tell(electronChannel: string, ...args: readonly unknown[]): void {
    this.#whileOpen((surface) => {
      surface.webContents.send(electronChannel, ...args);
    });
  }

  /** Hands one end of a media link to the page's preload. */
  handPort(electronChannel: string, port: Port): void {
    this.#whileOpen((surface) => {
      surface.webContents.postMessage(electronChannel, null, [port]);
    });
  }

  #readPlace(): void {
    this.#whileOpen((surface) => {
      if (surface.isMinimized()) return;
      const fullscreen = surface.isFullScreen();
      // Under full screen a window no longer says whether it was maximised.
      const maximised = fullscreen ? this.#place.maximised : surface.isMaximized();
      const { x, y, width, height } = surface.getNormalBounds();
      this.#place = { bounds: { x, y, width, height }, maximised, fullscreen };
      this.#placed.emit(this.#place);
    });
  }

  #whileOpen(act: (surface: WindowSurface<Port>) => void): void {
    if (!this.#surface.isDestroyed()) act(this.#surface);
  }
}

/** How a window of ours is made. */
export function windowSettings(title: string, bounds: Bounds, preload: string, devTools: boolean): WindowSettings {
  return {
    title,
    show: false,
    ...bounds,
    autoHideMenuBar: true,
    backgroundColor: '#0b0f14',
    webPreferences: pagePreferences(preload, devTools),
  };
}
