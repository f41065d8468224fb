/** Carries out `vmstn://…` links: a camera goes to the window somebody works in, and what cannot be done is said. */
import type { Notice } from '../../../src-contract/ipc/app.ts';
import type { Camera } from '../../../src-contract/model/camera.ts';
import type { ScreenNumber } from '../../../src-contract/model/screen.ts';
import type { Log } from '../../base/log.ts';
import { linkTarget } from './deep-link-target.ts';
import type { OpenScreens } from './open-screens.ts';

export interface DeepLinkNeeds {
  readonly screens: OpenScreens;
  /** Cameras the person at the seat may know of. */
  readonly cameras: () => readonly Camera[];
  readonly mayView: (cameraId: string) => boolean;
  /** Shows a layout on a screen. `false` when there is none of that id that the person may know of. */
  readonly showLayout: (id: string, screen: ScreenNumber) => Promise<boolean>;
  readonly tellCamera: (windowId: string, cameraId: string) => void;
  readonly focus: (screen: ScreenNumber) => void;
  readonly notices: { post(notice: Notice): void };
  readonly log: Log;
}

const NOTICE = 'deep-link';

export class DeepLinkCalls {
  readonly #needs: DeepLinkNeeds;
  /** Windows whose page hears what it is told. */
  readonly #listening = new Set<string>();
  /** The last link, while no page hears yet: the program may have been started by it. */
  #waiting: string | null = null;

  constructor(needs: DeepLinkNeeds) {
    this.#needs = needs;
  }

  listening(windowId: string): void {
    this.#listening.add(windowId);
    const link = this.#waiting;
    this.#waiting = null;
    if (link !== null) this.open(link);
  }

  windowGone(windowId: string): void {
    this.#listening.delete(windowId);
  }

  open(link: string): void {
    const { screens, focus, log } = this.#needs;
    const target = linkTarget(link);
    if (target === null) {
      log.warn('link not understood', { length: link.length });
      this.#say('link-not-understood');
      return;
    }
    const at = screens.focused();
    if (at === null || !this.#listening.has(at.windowId)) {
      this.#waiting = link;
      return;
    }
    focus(at.screen);
    switch (target.kind) {
      case 'camera':
        this.#show(at.windowId, ({ id }) => id === target.id);
        return;
      case 'camera-number':
        this.#show(at.windowId, ({ number }) => number === target.number);
        return;
      case 'layout':
        this.#needs.showLayout(target.id, at.screen).then(
          (shown) => {
            if (!shown) this.#say('link-layout-unknown');
          },
          (failure: unknown) => {
            log.error('layout of a link not shown', { failure });
            this.#say('link-layout-unknown');
          },
        );
        return;
    }
  }

  /** A camera one may not see and one there is not get the same answer: a link tells nobody what exists. */
  #show(windowId: string, wanted: (camera: Camera) => boolean): void {
    const camera = this.#needs.cameras().find(wanted);
    if (camera === undefined || !this.#needs.mayView(camera.id)) this.#say('link-camera-unknown');
    else this.#needs.tellCamera(windowId, camera.id);
  }

  #say(key: string): void {
    this.#needs.notices.post({ id: NOTICE, severity: 'warning', key, details: {} });
  }
}
