/** Puts kept layouts on screens: one, or all of a scenario. */
import { VmsError } from '../../../src-contract/errors.ts';
import type { Arrangement, SavedLayout } from '../../../src-contract/model/arrangement.ts';
import type { ScreenNumber } from '../../../src-contract/model/screen.ts';
import { wallOfLayout, type Wall } from '../../../src-contract/model/wall.ts';

export interface ScreenLayoutNeeds {
  /** What the person at the seat may use. */
  readonly arrangements: { list(): readonly Arrangement[] };
  /** Rejects as storage does. */
  readonly saveWall: (screen: ScreenNumber, wall: Wall) => Promise<void>;
  readonly isOpen: (screen: ScreenNumber) => boolean;
  /** Where it was last, or beside the others. */
  readonly open: (screen: ScreenNumber) => Promise<void>;
}

export interface Recalled {
  readonly shown: number;
  /** Layouts of the scenario that are gone, or that the person may not use. */
  readonly missing: number;
}

export class ScreenLayouts {
  readonly #needs: ScreenLayoutNeeds;

  constructor(needs: ScreenLayoutNeeds) {
    this.#needs = needs;
  }

  /** `false` where the person has no layout of that id. A shared one goes before one of their own. */
  async show(screen: ScreenNumber, layoutId: string): Promise<boolean> {
    const named = this.#layouts().filter(({ id }) => id === layoutId);
    const layout = named.find(({ place }) => place === 'shared') ?? named[0];
    if (layout === undefined) return false;
    await this.#needs.saveWall(screen, wallOfLayout(layout));
    return true;
  }

  /** Walls first, then windows: a screen that opens comes up with its layout. Rejects `not-found` where nothing is left to show. */
  async recall(scenarioId: string): Promise<Recalled> {
    const { arrangements, saveWall, isOpen, open } = this.#needs;
    const found = arrangements.list().find(({ kind, id }) => kind === 'scenario' && id === scenarioId);
    if (found?.kind !== 'scenario') throw new VmsError('not-found', 'layout-not-found');
    const { screens } = found.scenario;
    const layouts = this.#layouts();
    const planned = screens.flatMap(({ screen, layout: { place, id } }) => {
      const layout = layouts.find((one) => one.place === place && one.id === id);
      return layout === undefined ? [] : [{ screen, layout }];
    });
    if (planned.length === 0) throw new VmsError('not-found', 'layout-not-found');
    await Promise.all(planned.map(({ screen, layout }) => saveWall(screen, wallOfLayout(layout))));
    await Promise.all(planned.filter(({ screen }) => !isOpen(screen)).map(({ screen }) => open(screen)));
    return { shown: planned.length, missing: screens.length - planned.length };
  }

  #layouts(): readonly SavedLayout[] {
    return this.#needs.arrangements.list().flatMap((one) => (one.kind === 'layout' ? [one] : []));
  }
}
