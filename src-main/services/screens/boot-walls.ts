/** The walls the program was asked to boot into: shown as soon as they can be found, which may be only after a sign-in. */
import type { Notice } from '../../../src-contract/ipc/app.ts';
import type { AskedWall, ScreenNumber } from '../../../src-contract/model/screen.ts';
import type { Wall } from '../../../src-contract/model/wall.ts';
import type { Log } from '../../base/log.ts';
import { findWalls, type LayoutLibrary } from './kiosk.ts';

export interface BootWallNeeds {
  readonly library: LayoutLibrary;
  /** Whether somebody sits here whose layouts can be looked through. */
  readonly occupied: () => boolean;
  readonly show: (screen: ScreenNumber, wall: Wall) => Promise<void>;
  readonly notices: { post(notice: Notice): void; dismiss(id: string): void };
  readonly log: Log;
}

const NOTICE = 'boot-walls';

export class BootWalls {
  readonly #needs: BootWallNeeds;
  #waiting: readonly AskedWall[] = [];

  constructor(needs: BootWallNeeds) {
    this.#needs = needs;
  }

  /** Resolves when everything that can be found now is shown. */
  async ask(asked: readonly AskedWall[]): Promise<void> {
    this.#waiting = asked;
    await this.again();
  }

  /** Somebody sat down, or other layouts can be known of than before. */
  async again(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const { library, occupied, show, notices, log } = this.#needs;
    const { walls, missing } = findWalls(this.#waiting, library);
    this.#waiting = missing;
    for (const [screen, wall] of walls) {
      await show(screen, wall).catch((failure: unknown) => {
        log.error('wall not shown', { screen, failure });
      });
    }
    if (missing.length === 0) notices.dismiss(NOTICE);
    else if (occupied())
      notices.post({
        id: NOTICE,
        severity: 'warning',
        key: 'wall-name-unknown',
        details: {
          names: missing
            .map(({ name }) => name)
            .join(', ')
            .slice(0, 200),
        },
      });
  }
}
