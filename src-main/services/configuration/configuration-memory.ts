/** The configuration in memory: replaced by a snapshot, moved on by changes, and never anything between two checkpoints. */
import type { RightsData } from '../../../src-contract/rights/request.ts';
import type { Area, Policy, PurposePolicy, User } from '../../../src-contract/province/schemas.ts';
import { Emitter } from '../../base/disposable.ts';
import { effectOf, effectOrder } from '../../base/sync/allowances.ts';
import type { KnownType } from '../../base/sync/judge-item.ts';
import type { HeldItem } from '../../cache/config/contents.ts';
import type { ChangedItem } from '../../cache/config/protocol.ts';
import type { DocumentOf } from '../../cache/config/queries.ts';
import type { Configuration, ConfigurationChange, Held } from './configuration.ts';

type Maps = { readonly [T in KnownType]: Map<string, Held<DocumentOf<T>>> };

const emptyMaps = (): Maps => ({
  area: new Map(),
  unit: new Map(),
  camera: new Map(),
  role: new Map(),
  user: new Map(),
  grant: new Map(),
  case: new Map(),
  layout: new Map(),
  scenario: new Map(),
  policy: new Map(),
});

/** What of the rights depends on a type. */
const DECIDE: ReadonlySet<KnownType> = new Set<KnownType>(['role', 'grant', 'case', 'policy']);

export class ConfigurationMemory implements Configuration {
  readonly changed = new Emitter<readonly ConfigurationChange[]>();
  readonly #maps = emptyMaps();
  #rights: RightsData | null = null;
  #byPath: ReadonlyMap<string, Area> | null = null;

  get users(): Maps['user'] {
    return this.#maps.user;
  }

  get units(): Maps['unit'] {
    return this.#maps.unit;
  }

  get areas(): Maps['area'] {
    return this.#maps.area;
  }

  get policies(): Maps['policy'] {
    return this.#maps.policy;
  }

  get layouts(): Maps['layout'] {
    return this.#maps.layout;
  }

  get scenarios(): Maps['scenario'] {
    return this.#maps.scenario;
  }

  get cameras(): Maps['camera'] {
    return this.#maps.camera;
  }

  user(id: string): User | null {
    return this.#maps.user.get(id)?.document ?? null;
  }

  areaAt(path: string): Area | null {
    this.#byPath ??= new Map([...this.#maps.area.values()].map(({ document }) => [document.path, document]));
    return this.#byPath.get(path) ?? null;
  }

  purposes(): PurposePolicy['purposes'] {
    return [...this.#maps.policy.values()].flatMap(({ document }) => purposesOf(document));
  }

  rightsData(): RightsData {
    this.#rights ??= {
      roles: new Map([...this.#maps.role].map(([id, { document }]) => [id, document])),
      grants: [...this.#maps.grant.values()].map(({ document }) => document),
      cases: [...this.#maps.case.values()].map(({ document }) => document),
      purposes: new Map(this.purposes().map(({ id, caseNoRequired }) => [id, { caseNoRequired }])),
    };
    return this.#rights;
  }

  /** Everything in use now; what was here and is not there is gone. Tells what is other than before. */
  replaceAll(items: readonly HeldItem[]): void {
    const next = new Set(items.map(({ type, id }) => `${type}\t${id}`));
    const gone = [...this.#all()].filter(({ type, id }) => !next.has(`${type}\t${id}`)).map(({ type, id }) => removal(type, id));
    const news = items.filter(({ type, id, rev }) => this.#maps[type].get(id)?.rev !== rev);
    // Where nothing was held, nothing can be taken from anybody.
    const isFirst = this.#all().next().done === true;
    const changes = [...gone, ...news].map((item): ChangedItem => ({ ...item, effect: isFirst ? 'loosens' : this.#effect(item) }));
    const order = ({ effect }: ChangedItem): number => effectOrder.indexOf(effect);
    this.apply(changes.sort((one, other) => order(one) - order(other)));
  }

  /** In the order given, which is told on. */
  apply(items: readonly ChangedItem[]): void {
    if (items.length === 0) return;
    for (const { type, id, rev, document } of items) {
      if (document === null || rev === null) this.#maps[type].delete(id);
      else (this.#maps[type] as Map<string, Held<unknown>>).set(id, { rev, document }); // parsed by the schema of its type on its way here
      if (DECIDE.has(type)) this.#rights = null;
      if (type === 'area') this.#byPath = null;
    }
    this.changed.emit(items.map(({ type, id, effect }) => ({ type, id, effect })));
  }

  *#all(): Generator<{ readonly type: KnownType; readonly id: string }> {
    for (const type of Object.keys(this.#maps) as KnownType[]) for (const id of this.#maps[type].keys()) yield { type, id }; // its keys are the types
  }

  #effect({ type, id, document }: Omit<ChangedItem, 'effect'>) {
    const before = this.#maps[type].get(id)?.document ?? null;
    return effectOf(type, before === null ? null : { ...before }, document);
  }
}

const removal = (type: KnownType, id: string): Omit<ChangedItem, 'effect'> => ({ type, id, rev: null, document: null });

function purposesOf(policy: Policy): PurposePolicy['purposes'] {
  return policy.kind === 'purposes' ? policy.purposes : [];
}
