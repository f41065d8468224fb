/** The layouts, scenarios and tours of whoever sits here: their own ones of this workstation, and the province's. */
import { VmsError } from '../../../src-contract/errors.ts';
import type {
  Arrangement,
  LayoutDraft,
  SavedLayout,
  Scenario,
  ScenarioDraft,
  Tour,
  TourDraft,
} from '../../../src-contract/model/arrangement.ts';
import type { Clock } from '../../base/clock.ts';
import { Emitter } from '../../base/disposable.ts';
import type { QueryRunner } from '../../cache/local-database.ts';
import type { KeptArrangement, KeptContent, TakenArrangements } from '../../cache/queries/arrangements.ts';
import { shownDraft, withHidden } from './layout-document.ts';

export interface ArrangementNeeds {
  readonly storage: QueryRunner;
  readonly clock: Pick<Clock, 'wall'>;
  readonly newId: () => string;
  /** Whose own ones are meant; `''` on a workstation without a province. */
  readonly owner: () => string;
  readonly knows: (cameraId: string) => boolean;
  /** The province's, kind by kind. */
  readonly shared: readonly { list(): readonly Arrangement[] }[];
  /** Some could not be used: how many were set aside, and how many a newer version of the program left here. */
  readonly onTrouble: (taken: Pick<TakenArrangements, 'setAside' | 'newer'>) => void;
}

const personal = { place: 'personal', rev: null, mayEdit: true, waiting: false } as const;

export class Arrangements {
  /** What `list` answers may be other than before. */
  readonly changed = new Emitter<void>();
  readonly #needs: ArrangementNeeds;
  readonly #kept: Map<string, KeptArrangement>;

  private constructor(needs: ArrangementNeeds, kept: readonly KeptArrangement[]) {
    this.#needs = needs;
    this.#kept = new Map(kept.map((one) => [one.id, one]));
  }

  static async load(needs: ArrangementNeeds): Promise<Arrangements> {
    const taken = await needs.storage.query('takeArrangements');
    if (taken.setAside > 0 || taken.newer > 0) needs.onTrouble(taken);
    return new Arrangements(needs, taken.kept);
  }

  list(): readonly Arrangement[] {
    const own = [...this.#kept.values()].filter(({ owner }) => owner === this.#needs.owner());
    return [...own.map((one) => this.#shown(one)), ...this.#needs.shared.flatMap((kind) => kind.list())];
  }

  /** Rejects `not-found` for one that is gone or somebody else's, or as storage does. */
  async saveLayout(id: string | null, draft: LayoutDraft): Promise<SavedLayout> {
    const before = id === null ? null : this.#own(id).content;
    const layout = withHidden(draft, before?.kind === 'layout' ? before.layout : null, this.#needs.knows);
    const kept = await this.#store(id, { kind: 'layout', layout });
    return this.#layout(kept.id, layout);
  }

  async saveScenario(id: string | null, scenario: ScenarioDraft): Promise<Scenario> {
    const kept = await this.#store(id, { kind: 'scenario', scenario });
    return { kind: 'scenario', id: kept.id, scenario, ...personal };
  }

  async saveTour(id: string | null, tour: TourDraft): Promise<Tour> {
    const kept = await this.#store(id, { kind: 'tour', tour });
    return { kind: 'tour', id: kept.id, tour };
  }

  async remove(id: string): Promise<void> {
    this.#own(id);
    await this.#needs.storage.query('removeArrangement', id);
    this.#kept.delete(id);
    this.changed.emit();
  }

  #own(id: string): KeptArrangement {
    const kept = this.#kept.get(id);
    if (kept?.owner !== this.#needs.owner()) throw new VmsError('not-found', 'layout-not-found');
    return kept;
  }

  async #store(id: string | null, content: KeptContent): Promise<KeptArrangement> {
    if (id !== null && this.#own(id).content.kind !== content.kind) throw new VmsError('not-found', 'layout-not-found');
    const { storage, clock, newId, owner } = this.#needs;
    const kept = { id: id ?? newId(), owner: owner(), content };
    await storage.query('storeArrangement', { ...kept, nowMs: clock.wall() });
    this.#kept.set(kept.id, kept);
    this.changed.emit();
    return kept;
  }

  #shown({ id, content }: KeptArrangement): Arrangement {
    switch (content.kind) {
      case 'layout':
        return this.#layout(id, content.layout);
      case 'scenario':
        return { kind: 'scenario', id, scenario: content.scenario, ...personal };
      case 'tour':
        return { kind: 'tour', id, tour: this.#knownSteps(content.tour) };
    }
  }

  #layout(id: string, layout: LayoutDraft): SavedLayout {
    const shown = shownDraft(layout, this.#needs.knows);
    return { kind: 'layout', id, ...shown, ...personal };
  }

  /** A tour shows nothing of what the person may not know; one of such steps alone stays as it is and shows nothing. */
  #knownSteps(tour: TourDraft): TourDraft {
    const steps = tour.steps.filter((step) => step.kind === 'layout' || this.#needs.knows(step.cameraId));
    return steps.length === 0 ? tour : { ...tour, steps };
  }
}
