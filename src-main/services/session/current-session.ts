/** Who sits here now: one value that everybody may read and hear of, and that only the session service changes. */
import { isDeepStrictEqual } from 'node:util';
import type { AuditDraft } from '../../../src-contract/model/audit-draft.ts';
import type { SessionState } from '../../../src-contract/model/session.ts';
import type { User } from '../../../src-contract/province/schemas.ts';
import type { AccessRequest, Standing } from '../../../src-contract/rights/request.ts';
import { Emitter } from '../../base/disposable.ts';
import { actorOf, nothingAround, stateOf, type Names, type Occupant, type Seat, type Surroundings } from './seat.ts';

export class CurrentSession {
  /** What windows are to show, at each difference. */
  readonly changed = new Emitter<SessionState>();
  #seat: Seat;
  #around: Surroundings = nothingAround;
  #names: Names = { unit: (id) => id, role: (id) => id };
  #told: SessionState;

  constructor(seat: Seat = { kind: 'standalone' }) {
    this.#seat = seat;
    this.#told = stateOf(seat, this.#around, this.#names);
  }

  current(): SessionState {
    return this.#told;
  }

  get seat(): Seat {
    return this.#seat;
  }

  /** Who an audit entry names as the doer. */
  actor(): AuditDraft['actor'] {
    return actorOf(this.#seat);
  }

  /** Who may act: somebody signed in, not locked out by the lock screen, with no password to change first. */
  acting(): Occupant | null {
    if (this.#seat.kind !== 'taken') return null;
    const { by } = this.#seat;
    return by.lock === null && !by.mustChangePassword ? by : null;
  }

  /** Who may be shown pictures: as `acting`, and also behind a lock screen that keeps the display. */
  watching(): Occupant | null {
    if (this.#seat.kind !== 'taken') return null;
    const { by } = this.#seat;
    return by.lock === null || by.lock.displayOnly ? (by.mustChangePassword ? null : by) : null;
  }

  standing(): Standing | null {
    return this.#seat.kind === 'taken' ? this.#seat.by.standing : null;
  }

  user(): User | null {
    return this.#seat.kind === 'taken' ? this.#seat.by.user : null;
  }

  purpose(): AccessRequest['purpose'] {
    return this.#seat.kind === 'taken' ? this.#seat.by.purpose : null;
  }

  take(seat: Seat): void {
    this.#seat = seat;
    this.#tell();
  }

  surround(changes: Partial<Surroundings>): void {
    this.#around = { ...this.#around, ...changes };
    this.#tell();
  }

  get around(): Surroundings {
    return this.#around;
  }

  /** To be called again when the configuration's names may have changed. */
  nameBy(names: Names): void {
    this.#names = names;
    this.#tell();
  }

  #tell(): void {
    const next = stateOf(this.#seat, this.#around, this.#names);
    if (isDeepStrictEqual(next, this.#told)) return;
    this.#told = next;
    this.changed.emit(next);
  }
}
