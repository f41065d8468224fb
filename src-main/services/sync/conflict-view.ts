/** Edits the province has not answered, as a person sees them, and those it did not take, as a person decides about them. */
import type { PendingEdit, SyncConflict } from '../../../src-contract/model/sync.ts';
import type { CameraProposal, Proposal } from '../../../src-contract/province/schemas.ts';
import { correctionForm } from '../../base/sync/correction.ts';
import { choicesFor } from '../../base/sync/resolution.ts';
import type { MadeProposal, RejectedProposal } from '../../cache/queries/proposals.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { words } from '../configuration/shown-camera.ts';

const LONGEST_VALUE = 500;

/** Of what people edit here. */
type Editable = Pick<Configuration, 'cameras' | 'layouts' | 'scenarios'>;

/** `null` for what this program never proposes. */
export function shownConflict(edit: RejectedProposal, configuration: Editable): SyncConflict | null {
  const subject = subjectOf(edit.content, configuration);
  if (subject === null) return null;
  const { proposalId, madeMs: madeAt } = edit;
  const form = correctionForm(edit);
  // What is gone has no form any more.
  const opens = form === 'camera' && !configuration.cameras.has(subject.id) ? null : form;
  return { proposalId, madeAt, subject, end: endOf(edit), choices: [...choicesFor(edit)], form: opens };
}

/** @param offerer whose edits can go to the province now; `null` for what this program never proposes */
export function shownPending(
  { proposalId, content, madeMs: madeAt, madeBy }: MadeProposal,
  offerer: string | null,
  configuration: Editable,
): PendingEdit | null {
  const subject = subjectOf(content, configuration);
  if (subject === null) return null;
  return { proposalId, madeAt, act: actOf(content), subject, waitsFor: madeBy === offerer ? 'line' : 'maker' };
}

function actOf(content: Proposal): PendingEdit['act'] {
  switch (content.kind) {
    case 'camera-add':
      return 'add';
    case 'camera-patch':
      return content.patch['state'] === 'retired' ? 'retire' : 'change';
    case 'layout-put':
    case 'scenario-put':
      return content.baseRev === null ? 'add' : 'change';
    case 'layout-delete':
    case 'scenario-delete':
      return 'delete';
    case 'other':
      return 'change';
  }
}

function subjectOf(content: Proposal, { cameras, layouts, scenarios }: Editable): SyncConflict['subject'] | null {
  const { id } = content;
  switch (content.kind) {
    case 'camera-patch':
      return { kind: 'camera', id, name: words(cameras.get(id)?.document.name, id) };
    case 'camera-add':
      return { kind: 'camera', id, name: words(content.document.name, id) };
    case 'layout-put':
      return { kind: 'layout', id, name: words(content.document.name, id) };
    case 'layout-delete':
      return { kind: 'layout', id, name: words(layouts.get(id)?.document.name, id) };
    case 'scenario-put':
      return { kind: 'scenario', id, name: words(content.document.name, id) };
    case 'scenario-delete':
      return { kind: 'scenario', id, name: words(scenarios.get(id)?.document.name, id) };
    case 'other':
      return null;
  }
}

function endOf({ content, rejection, copy }: RejectedProposal): SyncConflict['end'] {
  switch (rejection.kind) {
    case 'refused':
      return { kind: 'refused', problem: rejection.problem, at: rejection.at ?? null };
    case 'stale':
      return { kind: 'stale', deleted: (rejection.server?.document ?? null) === null, copyName: copy?.name ?? null };
    case 'fields': {
      const patch = content.kind === 'camera-patch' ? shownPatch(content) : {};
      const theirs = rejection.server?.document ?? {};
      return {
        kind: 'fields',
        fields: rejection.fields.map((field) => ({ field, mine: shownValue(own(patch, field)), theirs: shownValue(own(theirs, field)) })),
      };
    }
  }
}

/** A sealed password is there, and is nothing to read. */
function shownPatch({ patch, credential }: CameraProposal): CameraProposal['patch'] {
  const { connection } = patch;
  if (credential === undefined || typeof connection !== 'object') return patch;
  return { ...patch, connection: { ...connection, password: '•••' } };
}

const own = (document: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(document, name) ? document[name] : undefined;

/** Data from elsewhere: one line of text, cut. */
function shownValue(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return words(typeof value === 'string' ? value : JSON.stringify(value), '').slice(0, LONGEST_VALUE);
}
