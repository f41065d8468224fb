/** Each person's keys and stick: one stored value per person, handed out for whoever sits here. */
import { controlsSchema, defaultControls, type Controls } from '../../src-contract/model/controls.ts';
import { Emitter } from '../base/disposable.ts';
import type { QueryRunner } from '../cache/local-database.ts';
import type { CurrentSession } from './session/current-session.ts';

/** Before the person's id, among the settings of the workstation. */
const PREFIX = 'controls:';
/** For whoever sits at a workstation of its own; no person's id. */
const STANDALONE = 'standalone';

export type ControlsSeat = Pick<CurrentSession, 'seat' | 'user'>;

export class ControlsService {
  readonly changed = new Emitter<Controls>();
  readonly #storage: QueryRunner;
  readonly #seat: ControlsSeat;
  readonly #kept: Map<string, Controls>;

  constructor(storage: QueryRunner, seat: ControlsSeat, kept: ReadonlyMap<string, Controls>) {
    this.#storage = storage;
    this.#seat = seat;
    this.#kept = new Map(kept);
  }

  static async load(storage: QueryRunner, seat: ControlsSeat): Promise<ControlsService> {
    return new ControlsService(storage, seat, readControls(await storage.query('readSettings')));
  }

  current(): Controls {
    return this.#kept.get(this.#holder() ?? '') ?? defaultControls;
  }

  /** Rejects as storage does, with nothing changed. */
  async keep(controls: Controls): Promise<Controls> {
    const holder = this.#holder();
    if (holder === null) return defaultControls;
    await this.#storage.query('storeSettings', { [`${PREFIX}${holder}`]: controls });
    this.#kept.set(holder, controls);
    this.changed.emit(controls);
    return controls;
  }

  #holder(): string | null {
    return this.#seat.seat.kind === 'standalone' ? STANDALONE : (this.#seat.user()?.id ?? null);
  }
}

/** By person; what no longer fits is left out, so that a damaged value costs one person's keys and not the start. */
export function readControls(stored: Readonly<Record<string, unknown>>): ReadonlyMap<string, Controls> {
  return new Map(
    Object.entries(stored).flatMap(([name, value]): [string, Controls][] => {
      const controls = controlsSchema.safeParse(value);
      return name.startsWith(PREFIX) && controls.success ? [[name.slice(PREFIX.length), controls.data]] : [];
    }),
  );
}
