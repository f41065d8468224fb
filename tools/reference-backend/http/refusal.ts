/** A refusal of the contract, on its way to becoming an RFC 9457 answer. */
import type { Problem, ProblemKind } from '../../../src-contract/province/schemas.ts';

export interface RefusalExtras {
  readonly details?: Problem['details'];
  readonly server?: Problem['server'];
  readonly fields?: readonly string[];
  readonly head?: Problem['head'];
  readonly retryAfterS?: number;
  /** What happened before the refusal stays: a counted failure, a blocked device. */
  readonly keep?: true;
}

export class Refusal extends Error {
  readonly kind: ProblemKind;
  readonly extras: RefusalExtras;

  constructor(kind: ProblemKind, extras: RefusalExtras) {
    super(kind);
    this.kind = kind;
    this.extras = extras;
  }
}

export const refuse = (kind: ProblemKind, extras: RefusalExtras = {}): Refusal => new Refusal(kind, extras);
