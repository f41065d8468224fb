/** What the rest of the program asks of the province's configuration: in memory, changed only by a whole checkpoint. */
import type { RightsData } from '../../../src-contract/rights/request.ts';
import type { Area, Camera, Layout, Policy, PurposePolicy, Scenario, Unit, User } from '../../../src-contract/province/schemas.ts';
import type { Emitter } from '../../base/disposable.ts';
import type { Effect } from '../../base/sync/allowances.ts';
import type { KnownType } from '../../base/sync/judge-item.ts';

/** An item that is other than before, or gone. */
export interface ConfigurationChange {
  readonly type: KnownType;
  readonly id: string;
  /** Which way it moves rights. */
  readonly effect: Effect;
}

/** A document with the revision an edit of it is based on. */
export interface Held<T> {
  readonly rev: string;
  readonly document: T;
}

type ById<T> = ReadonlyMap<string, Held<T>>;

/**
 * The province's configuration as this workstation may know it; empty in a profile that belongs to none.
 *
 * State-secret items, operational cameras of the police and private cameras without consent are in none of the maps.
 */
export interface Configuration {
  /** The part that decides who may what; the same value until something of it changes. */
  rightsData(): RightsData;
  /** `null`: not known here. */
  user(id: string): User | null;
  readonly users: ById<User>;
  readonly units: ById<Unit>;
  readonly areas: ById<Area>;
  /** An area by its path, `19/05443`; `null`: not known here. */
  areaAt(path: string): Area | null;
  /** What a person may say footage is watched for. */
  purposes(): PurposePolicy['purposes'];
  readonly policies: ById<Policy>;
  readonly layouts: ById<Layout>;
  readonly scenarios: ById<Scenario>;
  readonly cameras: ById<Camera>;
  /**
   * After a checkpoint is in use, everything that changed, in the order rights must follow: what tightens stands first.
   * The maps above already have the new values.
   */
  readonly changed: Emitter<readonly ConfigurationChange[]>;
}
