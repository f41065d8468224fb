/** The browser of the Chromium host and the windows in it; starts the browser for the first window and again after it was closed. */
import { VmsError } from '../../../src-contract/errors.ts';
import type { Clock } from '../../base/clock.ts';
import { DisposableStore, Emitter, type Disposable } from '../../base/disposable.ts';
import type { Log } from '../../base/log.ts';
import type { Display, HostWindow, WindowOptions } from '../host.ts';
import { Browser, type BrowserOptions, type BrowserTarget } from './browser.ts';
import { anything } from './cdp-pipe.ts';
import { displaysOf, sameDisplays, screenInfosSchema } from './chromium-displays.ts';
import { ChromiumWindow } from './chromium-window.ts';
import { waitingPath } from './loopback-server.ts';
import type { WindowGate } from './window-gate.ts';

const WINDOW_MS = 20_000;
const DISPLAYS_MS = 5000;

/** A page that is there and waits to be sent to its real address. */
interface WaitingPage {
  readonly id: string;
  readonly browser: Browser;
  readonly targetId: string;
}

export interface BrowserSessionOptions extends BrowserOptions {
  readonly gate: WindowGate;
  readonly origin: string;
  readonly clock: Clock;
  readonly log: Log;
}

export class BrowserSession {
  readonly #options: BrowserSessionOptions;
  readonly #windows = new Map<string, ChromiumWindow>();
  /** Waiting addresses of windows asked for but not there yet. */
  readonly #awaited = new Map<string, (target: BrowserTarget) => void>();
  readonly #ours = new Set<string>();
  readonly #closed = new Emitter<string>();
  readonly #displaysChanged = new Emitter<readonly Display[]>();
  #displays: readonly Display[] = [];
  #browser: Browser | null = null;
  #opening: Promise<unknown> = Promise.resolve();
  /** Made ahead for the first window. */
  #ahead: WaitingPage | null = null;
  #count = 0;
  #closing = false;
  version = 'unknown';

  constructor(options: BrowserSessionOptions) {
    this.#options = options;
  }

  windows(): readonly HostWindow[] {
    return [...this.#windows.values()];
  }

  displays(): readonly Display[] {
    return this.#displays;
  }

  onDisplaysChanged(listener: (displays: readonly Display[]) => void): Disposable {
    return this.#displaysChanged.on(listener);
  }

  /** Fires with the window's id, after the window has left the list. */
  onWindowClosed(listener: (windowId: string) => void): Disposable {
    return this.#closed.on(listener);
  }

  /**
   * Starts the browser before its first window is asked for, which takes over the page it starts with. Whatever goes wrong is
   * left to that window to meet and tell.
   */
  warmUp(): void {
    this.#opening = this.#opening.then(async () => {
      this.#ahead = await this.#waitingPage().catch((failure: unknown) => {
        this.#options.log.warn('browser not ready ahead', { failure });
        return null;
      });
    });
  }

  /** One after the other: only the first may start the browser. */
  openWindow(options: WindowOptions): Promise<HostWindow> {
    const opened = this.#opening.then(() => this.#open(options));
    this.#opening = opened.catch(() => undefined);
    return opened;
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#opening;
    await this.#browser?.close();
  }

  async #open(options: WindowOptions): Promise<HostWindow> {
    if (this.#closing) throw new VmsError('cancelled', 'browser-gone');
    const { gate, origin, log } = this.#options;
    const { id, browser, targetId } = this.#takeAhead() ?? (await this.#waitingPage());
    const token = gate.admit(id);
    options.admit(id);
    try {
      const query = new URLSearchParams({ window: id, token, view: options.view });
      const window = await ChromiumWindow.open(
        { id, browser, targetId, origin, log },
        `${origin}/open?${query.toString()}`,
        (sessionId) => this.#readDisplays(browser, sessionId),
        options.place,
      );
      this.#windows.set(id, window);
      // A window that was moved may have been moved with its display: that is to be known before anybody judges the move.
      window.onPlaceChanged(() => void this.#readDisplays(browser, window.sessionId));
      window.onClosed(() => {
        this.#windows.delete(id);
        this.#ours.delete(targetId);
        this.#closed.emit(id);
      });
      return window;
    } catch (failure) {
      gate.forget(id);
      throw failure;
    }
  }

  /** `null`: there is none, or a person closed it while it waited, and its browser with it. */
  #takeAhead(): WaitingPage | null {
    const ahead = this.#ahead;
    this.#ahead = null;
    return ahead !== null && ahead.browser === this.#browser ? ahead : null;
  }

  async #waitingPage(): Promise<WaitingPage> {
    const id = `w${(this.#count += 1)}`;
    const url = `${this.#options.origin}${waitingPath(id)}`;
    const held = new DisposableStore();
    try {
      const target = new Promise<BrowserTarget>((resolve, reject) => {
        this.#awaited.set(url, resolve);
        held.add(
          this.#options.clock.after(WINDOW_MS, () => {
            reject(new VmsError('timeout', 'browser-silent', { command: 'open' }));
          }),
        );
      });
      target.catch(() => undefined);
      let browser = this.#browser;
      if (browser === null) browser = await this.#startBrowser(url);
      else browser.openAnotherWindow(url);
      const gone = new Promise<never>((_resolve, reject) => {
        held.add(
          browser.onGone(() => {
            reject(new VmsError('unavailable', 'browser-gone'));
          }),
        );
      });
      const { targetId } = await Promise.race([target, gone]);
      return { id, browser, targetId };
    } finally {
      this.#awaited.delete(url);
      held.dispose();
    }
  }

  async #startBrowser(url: string): Promise<Browser> {
    const browser = await Browser.start(this.#options, url);
    const held = new DisposableStore();
    this.#browser = browser;
    this.version = browser.version;
    browser.onGone(() => {
      held.dispose();
      this.#browser = null;
      this.#ours.clear();
    });
    held.add(
      await browser.onTarget((target) => {
        this.#judgeTarget(browser, target);
      }),
    );
    held.add(
      this.#options.clock.every(DISPLAYS_MS, () => {
        const window = [...this.#windows.values()][0];
        if (window !== undefined) void this.#readDisplays(browser, window.sessionId);
        for (const each of this.#windows.values()) each.readPlace();
      }),
    );
    return browser;
  }

  /** Adopts the page somebody waits for; closes every other page, because ours open none. */
  #judgeTarget(browser: Browser, target: BrowserTarget): void {
    if (target.type !== 'page' || this.#ours.has(target.targetId)) return;
    const adopt = this.#awaited.get(target.url);
    if (adopt !== undefined && target.openerId === undefined) {
      this.#ours.add(target.targetId);
      adopt(target);
    } else if (target.openerId !== undefined || target.url !== '') {
      this.#options.log.warn('new window refused', { to: target.url.slice(0, 200) });
      browser.pipe.send('Target.closeTarget', { targetId: target.targetId }, anything).catch(() => undefined);
    }
  }

  /** What it last knew when the browser does not say. */
  async #readDisplays(browser: Browser, sessionId: string): Promise<readonly Display[]> {
    try {
      const now = displaysOf(await browser.pipe.send('Emulation.getScreenInfos', {}, screenInfosSchema, sessionId));
      if (sameDisplays(now, this.#displays)) return now;
      this.#displays = now;
      this.#displaysChanged.emit(now);
    } catch (failure) {
      this.#options.log.debug('displays unknown', { failure });
    }
    return this.#displays;
  }
}
