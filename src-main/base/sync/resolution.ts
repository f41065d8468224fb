/** What becomes of an edit the province did not take, once a person has decided. */
import type { Proposal } from '../../../src-contract/province/schemas.ts';
import type { PendingProposal, Rejection } from './proposal.ts';

/** The layout or scenario that was made of a loser, offered under a name of its own. */
export interface KeptCopy {
  readonly proposalId: string;
  readonly id: string;
  readonly name: string;
}

export interface RejectedEdit extends PendingProposal {
  readonly rejection: Rejection;
  readonly copy: KeptCopy | null;
}

export type Choice = 'keep-theirs' | 'propose-again' | 'discard';

export type Resolved =
  /** Offer these instead; `dropCopy`: what was made of the loser goes too. */
  | { readonly kind: 'settled'; readonly offer: readonly Proposal[]; readonly dropCopy: boolean }
  /** There is nothing left that it could be an edit of. */
  | { readonly kind: 'impossible' };

/** What a person may choose; a refusal that would only come again cannot be kept in part. */
export function choicesFor({ rejection }: RejectedEdit): readonly Choice[] {
  return rejection.kind === 'refused' ? ['propose-again', 'discard'] : ['keep-theirs', 'propose-again', 'discard'];
}

/** `currentRev`: of the item as far as known here now; null: there is none. */
export function resolveEdit(edit: RejectedEdit, choice: Choice, currentRev: string | null): Resolved {
  const standing = newest(currentRev, edit.rejection);
  switch (choice) {
    case 'discard':
      return { kind: 'settled', offer: [], dropCopy: true };
    case 'keep-theirs':
      return { kind: 'settled', offer: remaining(edit, standing), dropCopy: false };
    case 'propose-again':
      return again(edit.content, standing);
  }
}

const generation = (rev: string): number => Number(rev.slice(0, rev.indexOf('-')));

/** The configuration may not have come as far as the answer that refused the edit. */
function newest(currentRev: string | null, rejection: Rejection): string | null {
  const told = rejection.kind === 'refused' ? undefined : rejection.server;
  if (told === undefined) return currentRev;
  if (currentRev === null || told.rev === null) return told.rev;
  return generation(told.rev) > generation(currentRev) ? told.rev : currentRev;
}

/** Fields only this side changed. */
function remaining({ content, rejection }: RejectedEdit, standing: string | null): readonly Proposal[] {
  if (content.kind !== 'camera-patch' || rejection.kind !== 'fields' || standing === null) return [];
  const own = Object.entries(content.patch).filter(([field]) => !rejection.fields.includes(field));
  if (own.length === 0) return [];
  const { credential, ...rest } = content;
  // A password belongs to the connection it was typed for.
  const kept = credential === undefined || rejection.fields.includes('connection') ? {} : { credential };
  return [{ ...rest, ...kept, baseRev: standing, patch: Object.fromEntries(own) }];
}

function again(content: Proposal, standing: string | null): Resolved {
  switch (content.kind) {
    case 'camera-patch':
    case 'layout-delete':
    case 'scenario-delete':
      return standing === null ? { kind: 'impossible' } : { kind: 'settled', offer: [{ ...content, baseRev: standing }], dropCopy: true };
    case 'layout-put':
    case 'scenario-put':
      return { kind: 'settled', offer: [{ ...content, baseRev: standing }], dropCopy: true };
    case 'camera-add':
      return { kind: 'settled', offer: [content], dropCopy: true };
    case 'other':
      return { kind: 'impossible' };
  }
}
