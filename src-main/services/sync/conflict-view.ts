/** An edit the province did not take, as a person decides about it. */
import type { SyncConflict } from '../../../src-contract/model/sync.ts';
import type { Proposal } from '../../../src-contract/province/schemas.ts';
import { choicesFor } from '../../base/sync/resolution.ts';
import type { RejectedProposal } from '../../cache/queries/proposals.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { words } from '../configuration/shown-camera.ts';

const LONGEST_VALUE = 500;

/** `null` for what this program never proposes. */
export function shownConflict(edit: RejectedProposal, configuration: Pick<Configuration, 'cameras' | 'layouts'>): SyncConflict | null {
  const subject = subjectOf(edit.content, configuration);
  if (subject === null) return null;
  const { proposalId, madeMs: madeAt } = edit;
  return { proposalId, madeAt, subject, end: endOf(edit), choices: [...choicesFor(edit)] };
}

function subjectOf(content: Proposal, { cameras, layouts }: Pick<Configuration, 'cameras' | 'layouts'>): SyncConflict['subject'] | null {
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
    case 'other':
      return null;
  }
}

function endOf({ content, rejection, copy }: RejectedProposal): SyncConflict['end'] {
  switch (rejection.kind) {
    case 'refused':
      return { kind: 'refused', problem: rejection.problem };
    case 'stale':
      return { kind: 'stale', deleted: (rejection.server?.document ?? null) === null, copyName: copy?.name ?? null };
    case 'fields': {
      const patch = content.kind === 'camera-patch' ? content.patch : {};
      const theirs = rejection.server?.document ?? {};
      return {
        kind: 'fields',
        fields: rejection.fields.map((field) => ({ field, mine: shownValue(own(patch, field)), theirs: shownValue(own(theirs, field)) })),
      };
    }
  }
}

const own = (document: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(document, name) ? document[name] : undefined;

/** Data from elsewhere: one line of text, cut. */
function shownValue(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return words(typeof value === 'string' ? value : JSON.stringify(value), '').slice(0, LONGEST_VALUE);
}
