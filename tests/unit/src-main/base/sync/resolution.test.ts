import { expect, it } from 'vitest';
import { feedCamera } from '../../../../fakes/feed-items.ts';
import type { Layout, Proposal, Scenario } from '../../../../../src-contract/province/schemas.ts';
import type { Rejection } from '../../../../../src-main/base/sync/proposal.ts';
import { choicesFor, resolveEdit, type RejectedEdit } from '../../../../../src-main/base/sync/resolution.ts';

const rev = (generation: number): string => `${generation}-${'a'.repeat(32)}`;
const layout: Layout = { id: 'layout-1', name: 'Ca đêm', owner: { kind: 'user', userId: 'u' }, columns: 1, rows: 1, tiles: {} };
const patch: Proposal = { kind: 'camera-patch', id: 'cam-1', baseRev: rev(1), patch: { name: 'Mới', headingDeg: 5 } };
const put: Proposal = { kind: 'layout-put', id: 'layout-1', baseRev: rev(1), document: layout };
const scenario: Scenario = { id: 's-1', name: 'Đêm', owner: layout.owner, screens: [{ screen: 1, layoutId: 'layout-1' }] };
const copy = { proposalId: 'copy', id: 'layout-2', name: 'Ca đêm (bản xung đột …)' };

const rejected = (content: Proposal, rejection: Rejection, kept: RejectedEdit['copy'] = null): RejectedEdit => ({
  proposalId: 'p',
  content,
  rejection,
  copy: kept,
});
const bothChanged: Rejection = { kind: 'fields', fields: ['name'], server: { rev: rev(4), document: {} } };
const stale: Rejection = { kind: 'stale', server: { rev: rev(4), document: {} } };
const denied: Rejection = { kind: 'refused', problem: 'denied' };

it('keeps theirs: what did not collide is offered anew on top of the newest revision known', () => {
  const edit = rejected(patch, bothChanged);
  const offer = [{ ...patch, baseRev: rev(4), patch: { headingDeg: 5 } }];
  expect(resolveEdit(edit, 'keep-theirs', rev(3))).toEqual({ kind: 'settled', offer, dropCopy: false });
  expect(resolveEdit(edit, 'keep-theirs', rev(12))).toMatchObject({ offer: [{ baseRev: rev(12) }] });
  expect(resolveEdit(edit, 'keep-theirs', null)).toMatchObject({ offer: [{ baseRev: rev(4) }] });
  const all = rejected({ ...patch, patch: { name: 'Mới' } }, bothChanged);
  expect(resolveEdit(all, 'keep-theirs', rev(3))).toEqual({ kind: 'settled', offer: [], dropCopy: false });
  expect(resolveEdit(rejected(put, stale, copy), 'keep-theirs', rev(4))).toEqual({ kind: 'settled', offer: [], dropCopy: false });
});

it('proposes again: all of it, on what the province has now; a layout’s copy is then not wanted any more', () => {
  expect(resolveEdit(rejected(patch, bothChanged), 'propose-again', rev(4))).toMatchObject({ offer: [{ ...patch, baseRev: rev(4) }] });
  expect(resolveEdit(rejected(put, stale, copy), 'propose-again', rev(3))).toEqual({
    kind: 'settled',
    offer: [{ ...put, baseRev: rev(4) }],
    dropCopy: true,
  });
  const deleted: Rejection = { kind: 'stale', server: { rev: null, document: null } };
  expect(resolveEdit(rejected(put, deleted), 'propose-again', null)).toMatchObject({ offer: [{ baseRev: null }] });
  expect(resolveEdit(rejected(patch, denied), 'propose-again', rev(2))).toMatchObject({ offer: [{ baseRev: rev(2) }] });
});

it('proposes a scenario again as a layout, and its end only while it is there', () => {
  const whole: Proposal = { kind: 'scenario-put', id: 's-1', baseRev: rev(1), document: scenario };
  expect(resolveEdit(rejected(whole, stale, copy), 'propose-again', rev(3))).toEqual({
    kind: 'settled',
    offer: [{ ...whole, baseRev: rev(4) }],
    dropCopy: true,
  });
  const end: Proposal = { kind: 'scenario-delete', id: 's-1', baseRev: rev(1) };
  expect(resolveEdit(rejected(end, stale), 'propose-again', rev(5))).toMatchObject({ offer: [{ ...end, baseRev: rev(5) }] });
  expect(resolveEdit(rejected(end, denied), 'propose-again', null)).toEqual({ kind: 'impossible' });
});

it('cannot propose to change what is gone, nor what is not edited here', () => {
  expect(resolveEdit(rejected(patch, denied), 'propose-again', null)).toEqual({ kind: 'impossible' });
  const other: Proposal = { kind: 'other', type: 'role', id: 'r' };
  expect(resolveEdit(rejected(other, denied), 'propose-again', rev(1))).toEqual({ kind: 'impossible' });
});

it('discards all of it, the copy too, and offers no choice that means nothing', () => {
  expect(resolveEdit(rejected(put, stale, copy), 'discard', rev(4))).toEqual({ kind: 'settled', offer: [], dropCopy: true });
  expect(choicesFor(rejected(patch, denied))).toEqual(['propose-again', 'discard']);
  expect(choicesFor(rejected(patch, bothChanged))).toEqual(['keep-theirs', 'propose-again', 'discard']);
});

it('offers an addition the province refused once more as it is', () => {
  const addition: Proposal = {
    kind: 'camera-add',
    id: '0193c1a0-8000-7000-8000-000000000001',
    document: feedCamera('c'),
    credential: null,
  };
  const again = { kind: 'settled', offer: [addition], dropCopy: true };
  expect(resolveEdit(rejected(addition, { kind: 'refused', problem: 'already-exists' }), 'propose-again', null)).toEqual(again);
});

it('drops a sealed login with the connection it was typed for, and keeps it with one that did not collide', () => {
  const credential = 'a..b.c.d';
  const patch = { name: 'x', connection: {} };
  const loser = (fields: readonly string[]): RejectedEdit => ({
    ...{ proposalId: 'p', copy: null, rejection: { kind: 'fields', fields, server: undefined } },
    content: { kind: 'camera-patch', id: 'cam-1', baseRev: rev(1), patch, credential },
  });
  const offered = (fields: readonly string[]) => resolveEdit(loser(fields), 'keep-theirs', rev(2));
  expect(offered(['connection'])).toMatchObject({ offer: [{ patch: { name: 'x' } }] });
  expect(JSON.stringify(offered(['connection']))).not.toContain(credential);
  expect(offered(['name'])).toMatchObject({ offer: [{ patch: { connection: {} }, credential }] });
});
