/** One window of the browser, driven by the private pipe. */
import { z } from 'zod';
import { VmsError } from '../../../src-contract/errors.ts';
import { DisposableStore, Emitter, type Disposable } from '../../base/disposable.ts';
import type { Log } from '../../base/log.ts';
import type { Display, HostWindow, WindowOptions, WindowPlace } from '../host.ts';
import type { Browser } from './browser.ts';
import { anything, type CdpEvent } from './cdp-pipe.ts';
import { browserBounds, placeAfter, samePlace, windowReportSchema, type WindowReport } from './window-place.ts';

const pausedSchema = z.object({ requestId: z.string(), request: z.object({ url: z.string() }) });
const targetGoneSchema = z.object({ targetId: z.string() });

export interface ChromiumWindowParts {
  readonly id: string;
  readonly browser: Browser;
  readonly targetId: string;
  readonly sessionId: string;
  /** Only documents of this origin may load. */
  readonly origin: string;
  readonly log: Log;
}

export class ChromiumWindow implements HostWindow {
  readonly id: string;
  readonly #parts: ChromiumWindowParts;
  readonly #held = new DisposableStore();
  readonly #closed = new Emitter<undefined>();
  readonly #crashed = new Emitter<string>();
  readonly #placed = new Emitter<WindowPlace>();
  #place: WindowPlace;
  #gone = false;

  private constructor(parts: ChromiumWindowParts, place: WindowPlace) {
    this.id = parts.id;
    this.#place = place;
    this.#parts = parts;
    this.#held.add(
      parts.browser.onEvent((event) => {
        this.#take(event);
      }),
    );
    this.#held.add(
      parts.browser.onGone(() => {
        this.#end();
      }),
    );
  }

  /** The pipe's name for this page. */
  get sessionId(): string {
    return this.#parts.sessionId;
  }

  /** Takes over a page that waits at its waiting address, and sends it to `url` (which may carry the token: the pipe is private). */
  static async open(
    parts: Omit<ChromiumWindowParts, 'sessionId'>,
    url: string,
    readDisplays: (sessionId: string) => Promise<readonly Display[]>,
    choosePlace: WindowOptions['place'],
  ): Promise<ChromiumWindow> {
    const { pipe } = parts.browser;
    const attached = await pipe.send(
      'Target.attachToTarget',
      { targetId: parts.targetId, flatten: true },
      z.object({ sessionId: z.string() }),
    );
    const place = choosePlace(await readDisplays(attached.sessionId));
    const window = new ChromiumWindow({ ...parts, sessionId: attached.sessionId }, place);
    await window.#command('Fetch.enable', { patterns: [{ urlPattern: '*', resourceType: 'Document' }] });
    await window.#command('Inspector.enable', {});
    await window.#command('Page.enable', {});
    // granting a list refuses every permission that is not on it
    await pipe.send(
      'Browser.grantPermissions',
      { origin: parts.origin, permissions: ['wakeLockScreen', 'clipboardSanitizedWrite'] },
      anything,
    );
    await window.#setWindow(browserBounds(place.bounds));
    if (place.maximised) await window.#setWindow({ windowState: 'maximized' });
    if (place.fullscreen) window.#fillScreenOnceLoaded();
    await window.#command('Page.navigate', { url });
    return window;
  }

  async capture(): Promise<Uint8Array> {
    this.#assertOpen();
    const shot = await this.#parts.browser.pipe.send(
      'Page.captureScreenshot',
      { format: 'png' },
      z.object({ data: z.string() }),
      this.#parts.sessionId,
    );
    return Buffer.from(shot.data, 'base64');
  }

  focus(): void {
    this.#quietly(this.#command('Page.bringToFront', {}));
  }

  moveTo(place: WindowPlace): void {
    this.#quietly(this.#moveTo(place));
  }

  place(): WindowPlace {
    return this.#place;
  }

  onPlaceChanged(listener: (place: WindowPlace) => void): Disposable {
    return this.#placed.on(listener);
  }

  /** Asks the browser where the window is: it tells of no move by itself. */
  readPlace(): void {
    this.#quietly(
      this.#report().then((report) => {
        this.#settle(placeAfter(this.#place, report));
      }),
    );
  }

  close(): void {
    this.#quietly(this.#parts.browser.pipe.send('Target.closeTarget', { targetId: this.#parts.targetId }, anything));
  }

  reload(): void {
    this.#quietly(this.#command('Page.reload', {}));
  }

  onClosed(listener: () => void): Disposable {
    return this.#closed.on(() => {
      listener();
    });
  }

  onCrashed(listener: (reason: string) => void): Disposable {
    return this.#crashed.on(listener);
  }

  #take(event: CdpEvent): void {
    if (event.method === 'Target.targetDestroyed') {
      const parsed = targetGoneSchema.safeParse(event.params);
      if (parsed.success && parsed.data.targetId === this.#parts.targetId) this.#end();
      return;
    }
    if (event.sessionId !== this.#parts.sessionId) return;
    if (event.method === 'Inspector.targetCrashed') this.#crashed.emit('crashed');
    if (event.method === 'Fetch.requestPaused') this.#judge(event.params);
    if (event.method === 'Page.frameResized') this.readPlace();
  }

  /** A page of ours goes nowhere else, whatever made it try. `Aborted` leaves the page as it is; other reasons replace it by an error page. */
  #judge(params: unknown): void {
    const { requestId, request } = pausedSchema.parse(params);
    if (URL.parse(request.url)?.origin === this.#parts.origin) {
      this.#quietly(this.#command('Fetch.continueRequest', { requestId }));
      return;
    }
    this.#parts.log.warn('navigation refused', { windowId: this.id, to: request.url.slice(0, 200) });
    this.#quietly(this.#command('Fetch.failRequest', { requestId, errorReason: 'Aborted' }));
  }

  async #moveTo(place: WindowPlace): Promise<void> {
    await this.#setWindow({ windowState: 'normal' });
    await this.#setWindow(browserBounds(place.bounds));
    if (place.maximised) await this.#setWindow({ windowState: 'maximized' });
    if (place.fullscreen) await this.#fillScreen();
    this.#settle(placeAfter({ ...place, maximised: false, fullscreen: false }, await this.#report()));
  }

  #settle(now: WindowPlace): void {
    if (samePlace(now, this.#place)) return;
    this.#place = now;
    this.#placed.emit(now);
  }

  async #setWindow(bounds: Readonly<Record<string, unknown>>): Promise<void> {
    const { windowId } = await this.#report();
    await this.#parts.browser.pipe.send('Browser.setWindowBounds', { windowId, bounds }, anything);
  }

  #report(): Promise<WindowReport> {
    const { browser, targetId } = this.#parts;
    return browser.pipe.send('Browser.getWindowForTarget', { targetId }, windowReportSchema);
  }

  /** Asked of the page in a person's name, because only then its own button and F11 lead out of it again. */
  #fillScreenOnceLoaded(): void {
    const loaded = this.#held.add(
      this.#parts.browser.onEvent((event) => {
        if (event.sessionId !== this.#parts.sessionId || event.method !== 'Page.loadEventFired') return;
        loaded.dispose();
        this.#quietly(this.#fillScreen());
      }),
    );
  }

  #fillScreen(): Promise<unknown> {
    return this.#command('Runtime.evaluate', { expression: 'document.documentElement.requestFullscreen()', userGesture: true });
  }

  #command(method: string, params: Readonly<Record<string, unknown>>): Promise<unknown> {
    return this.#parts.browser.pipe.send(method, params, anything, this.#parts.sessionId);
  }

  #quietly(work: Promise<unknown>): void {
    work.catch((failure: unknown) => {
      if (!this.#gone) this.#parts.log.warn('window command failed', { windowId: this.id, failure });
    });
  }

  #assertOpen(): void {
    if (this.#gone) throw new VmsError('unavailable', 'window-gone');
  }

  #end(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#held.dispose();
    this.#closed.emit(undefined);
  }
}
