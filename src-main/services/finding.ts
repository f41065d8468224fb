/** What each person keeps at hand to find cameras by. All in memory; stored as it changes, on this workstation only. */
import { z } from 'zod';
import { VmsError } from '../../src-contract/errors.ts';
import {
  emptyFinding,
  findingViewSchema,
  FOLDS_KEPT,
  foldsSchema,
  RECENT_KEPT,
  type Finding,
  type FindingView,
  type Folds,
} from '../../src-contract/model/finding.ts';
import type { Clock } from '../base/clock.ts';
import { Emitter } from '../base/disposable.ts';
import type { QueryRunner } from '../cache/local-database.ts';
import type { StoredFinding } from '../cache/queries/finding.ts';

export interface FindingNeeds {
  readonly storage: QueryRunner;
  /** Who sits here: the user's id, or the same word for everybody at a workstation of its own. */
  readonly person: () => string;
  readonly knows: (cameraId: string) => boolean;
  readonly clock: Pick<Clock, 'wall'>;
}

const MOST_TAGS = 100;
const MOST_MARKS = 2000;
const FAVOURITE = '';
const lookSchema = z.object({ view: findingViewSchema, folds: foldsSchema });

interface Kept {
  /** Camera ids by tag; favourites under the empty one. */
  readonly marks: Map<string, ReadonlySet<string>>;
  recent: readonly string[];
  view: FindingView;
  folds: Folds;
}

const nothingKept = (): Kept => ({ marks: new Map(), recent: [], view: emptyFinding.view, folds: {} });

export class FindingService {
  /** What windows are to show now. */
  readonly changed = new Emitter<Finding>();
  readonly #needs: FindingNeeds;
  readonly #people: Map<string, Kept>;

  constructor(needs: FindingNeeds, stored: StoredFinding) {
    this.#needs = needs;
    this.#people = peopleOf(stored);
  }

  /** Of the person at the seat. */
  current(): Finding {
    const { marks, recent, view, folds } = this.#people.get(this.#needs.person()) ?? nothingKept();
    const known = (ids: Iterable<string>): string[] => [...ids].filter((id) => this.#needs.knows(id));
    return {
      view,
      folds,
      favourites: known(marks.get(FAVOURITE) ?? []),
      recent: known(recent),
      tags: [...marks]
        .filter(([name]) => name !== FAVOURITE)
        .map(([name, ids]) => ({ name, cameraIds: known(ids) }))
        .filter(({ cameraIds }) => cameraIds.length > 0),
    };
  }

  /** To be called when somebody else sits here, or may know of others than before. */
  recheck(): void {
    this.changed.emit(this.current());
  }

  /** Rejects as storage does, with nothing changed; `too-large` for more than can be kept. */
  favour(cameraIds: readonly string[], favourite: boolean): Promise<void> {
    return this.#mark(FAVOURITE, cameraIds, favourite);
  }

  /** Rejects as `favour`. */
  async tag(cameraIds: readonly string[], tag: string, tagged: boolean): Promise<void> {
    const { marks } = this.#own();
    const tags = [...marks.keys()].filter((name) => name !== FAVOURITE);
    if (tagged && !marks.has(tag) && tags.length >= MOST_TAGS) throw new VmsError('too-large', 'too-many-tags', { max: MOST_TAGS });
    await this.#mark(tag, cameraIds, tagged);
  }

  /** These were just put on the wall, the last one last. What cannot be stored is remembered until the program ends. */
  used(cameraIds: readonly string[]): void {
    if (cameraIds.length === 0) return;
    const kept = this.#own();
    const news = [...cameraIds].reverse();
    kept.recent = [...new Set([...news, ...kept.recent])].slice(0, RECENT_KEPT);
    this.#store(
      this.#needs.storage.query('storeRecent', { person: this.#needs.person(), cameraIds: kept.recent, atMs: this.#needs.clock.wall() }),
    );
    this.recheck();
  }

  /** Not told to windows: each has its own look until it is closed. */
  look(view: FindingView, folds: Folds): void {
    const kept = this.#own();
    kept.view = view;
    kept.folds = Object.fromEntries(Object.entries(folds).slice(-FOLDS_KEPT));
    this.#store(this.#needs.storage.query('storeLook', { person: this.#needs.person(), look: { view, folds: kept.folds } }));
  }

  async #mark(tag: string, cameraIds: readonly string[], marked: boolean): Promise<void> {
    const person = this.#needs.person();
    const { marks } = this.#own();
    const before = marks.get(tag) ?? new Set<string>();
    const after = marked ? new Set([...before, ...cameraIds]) : new Set([...before].filter((id) => !cameraIds.includes(id)));
    if (after.size > MOST_MARKS) throw new VmsError('too-large', 'too-many-marks', { max: MOST_MARKS });
    await this.#needs.storage.query('storeMarks', { person, tag, cameraIds, marked, atMs: this.#needs.clock.wall() });
    if (after.size === 0) marks.delete(tag);
    else marks.set(tag, after);
    this.recheck();
  }

  #own(): Kept {
    const person = this.#needs.person();
    const kept = this.#people.get(person) ?? nothingKept();
    this.#people.set(person, kept);
    return kept;
  }

  #store(stored: Promise<void>): void {
    stored.catch(() => undefined); // storage says why
  }
}

function peopleOf({ marks, recent, looks }: StoredFinding): Map<string, Kept> {
  const people = new Map<string, Kept>();
  const kept = (person: string): Kept => {
    const known = people.get(person) ?? nothingKept();
    people.set(person, known);
    return known;
  };
  for (const { person, tag, cameraId } of marks) {
    const { marks: own } = kept(person);
    own.set(tag, new Set([...(own.get(tag) ?? []), cameraId]));
  }
  for (const { person, cameraId } of recent) kept(person).recent = [...kept(person).recent, cameraId].slice(0, RECENT_KEPT);
  for (const { person, look } of looks) {
    const parsed = lookSchema.safeParse(look);
    if (parsed.success) Object.assign(kept(person), parsed.data);
  }
  return people;
}
