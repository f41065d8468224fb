import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../../../src-contract/province/schemas.ts';
import {
  conflictName,
  endOfProposal,
  rebased,
  typeOfEdit,
  type PendingProposal,
  type ProposalEnd,
} from '../../../../../src-main/base/sync/proposal.ts';
import { isPassing, type ProvinceFailure } from '../../../../../src-main/base/sync/province-answer.ts';

const ids = { camera: '01890000-0000-7000-8000-000000000001', layout: '01890000-0000-7000-8000-000000000002' };
const rev = `1-${'a'.repeat(32)}`;
const camera: PendingProposal = { proposalId: ids.camera, content: { kind: 'camera-patch', id: 'c', baseRev: rev, patch: { name: 'x' } } };
const document = { id: 'l', name: 'Ca đêm', owner: { kind: 'user', userId: 'u' }, columns: 2, rows: 2, tiles: {} } as const;
const layout: PendingProposal = { proposalId: ids.layout, content: { kind: 'layout-put', id: 'l', baseRev: rev, document } };
const screens = [{ screen: 2, layoutId: 'l' }] as const;
const scenario: PendingProposal = {
  proposalId: ids.layout,
  content: { kind: 'scenario-put', id: 's', baseRev: rev, document: { id: 's', name: 'Trực đêm', owner: document.owner, screens } },
};
const facts = () => {
  let made = 0;
  return { newId: () => `new-${(made += 1)}`, machine: 'Máy 7', time: '02:15' };
};
const refused = (kind: Problem['kind'], more: Partial<Problem> = {}): ProvinceFailure => ({
  kind: 'refused',
  status: 409,
  problem: {
    type: `https://vms.thainguyen.gov.vn/problems/${kind}`,
    kind,
    title: kind,
    status: 409,
    key: `province-${kind}`,
    details: {},
    ...more,
  },
});

it('is accepted with the revision the province gave it', () => {
  const value = { proposalId: ids.camera, id: 'c', rev: `2-${'b'.repeat(32)}`, mergedFields: [], serverTime: '2026-11-22T00:00:00.000Z' };
  expect(endOfProposal(camera, { kind: 'answered', value }, facts())).toEqual({
    kind: 'accepted',
    rev: value.rev,
    mergedFields: value.mergedFields,
  });
  expect(endOfProposal(layout, { kind: 'answered', value }, facts())).toEqual({ kind: 'again' });
});

it('is sent again while nothing is known about it', () => {
  const doubts: ProvinceFailure[] = [
    { kind: 'network', code: 'ECONNRESET' },
    { kind: 'timeout' },
    { kind: 'busy', status: 503, afterMs: null },
    { kind: 'not-our-contract', status: 200 },
    refused('session-ended'),
    refused('device-proof-nonce'),
  ];
  for (const doubt of doubts) expect(endOfProposal(camera, doubt, facts())).toEqual({ kind: 'again' });
});

it('keeps a camera edit beside what the province has instead', () => {
  const server = { rev, document: { name: 'y' } };
  expect(endOfProposal(camera, refused('conflict', { fields: ['name'], server }), facts())).toEqual({
    kind: 'rejected',
    rejection: { kind: 'fields', fields: ['name'], server },
    copy: null,
  });
  expect(endOfProposal(camera, refused('conflict'), facts())).toMatchObject({ rejection: { fields: [], server: undefined } });
});

it('offers a losing layout again under a name of its own', () => {
  expect(endOfProposal(layout, refused('revision-stale'), facts())).toEqual({
    kind: 'rejected',
    rejection: { kind: 'stale', server: undefined },
    copy: {
      proposalId: 'new-2',
      content: {
        kind: 'layout-put',
        id: 'new-1',
        baseRev: null,
        document: { ...document, id: 'new-1', name: 'Ca đêm (bản xung đột Máy 7 02:15)' },
      },
    },
  });
});

it('offers a losing scenario again in the same way, with its screens', () => {
  const name = 'Trực đêm (bản xung đột Máy 7 02:15)';
  expect(endOfProposal(scenario, refused('revision-stale'), facts())).toMatchObject({
    rejection: { kind: 'stale' },
    copy: { content: { kind: 'scenario-put', id: 'new-1', baseRev: null, document: { id: 'new-1', name, screens } } },
  });
});

it.each(['layout-delete', 'scenario-delete'] as const)('makes no copy of a losing deletion: %s', (kind) => {
  const deletion: PendingProposal = { proposalId: ids.layout, content: { kind, id: 'l', baseRev: rev } };
  expect(endOfProposal(deletion, refused('revision-stale'), facts())).toMatchObject({ rejection: { kind: 'stale' }, copy: null });
});

it('keeps which member a refusal is about, where the province named one', () => {
  const at = (details: Problem['details']) => endOfProposal(camera, refused('document-refused', { details }), facts());
  expect(at({ at: 'connection.mainStream' })).toMatchObject({ rejection: { at: 'connection.mainStream' } });
  expect(at({ at: 'x'.repeat(500) })).toMatchObject({ rejection: { at: 'x'.repeat(200) } });
  for (const details of [{}, { at: '' }, { at: 3 }]) expect(JSON.stringify(at(details))).not.toContain('"at"');
});

it('keeps any other refusal with its reason', () => {
  expect(endOfProposal(camera, refused('denied'), facts())).toEqual({
    kind: 'rejected',
    rejection: { kind: 'refused', problem: 'denied' },
    copy: null,
  });
  expect(endOfProposal(camera, { kind: 'gone' }, facts())).toMatchObject({ kind: 'rejected' });
});

it('keeps a conflict name within what the contract takes', () => {
  const name = conflictName('📷'.repeat(100), { machine: 'M'.repeat(300), time: '02:15' });
  expect(name.length).toBeLessThanOrEqual(200);
  expect(name.isWellFormed()).toBe(true);
  expect(name.endsWith(' 02:15)')).toBe(true);
});

it('knows what an edit is of', () => {
  const kinds = ['camera-patch', 'camera-add', 'layout-put', 'layout-delete', 'scenario-put', 'scenario-delete', 'other'] as const;
  expect(kinds.map((kind) => typeOfEdit({ kind }))).toEqual(['camera', 'camera', 'layout', 'layout', 'scenario', 'scenario', null]);
});

it('asks again unchanged only where that can help', () => {
  expect(isPassing({ kind: 'timeout' })).toBe(true);
  expect(isPassing({ kind: 'gone' })).toBe(false);
  expect(isPassing(refused('denied'))).toBe(false);
});

describe('a later edit of the same thing', () => {
  const next = `2-${'c'.repeat(32)}`;
  const end = (...mergedFields: string[]): ProposalEnd & { readonly kind: 'accepted' } => ({ kind: 'accepted', rev: next, mergedFields });
  const later = (content: Partial<PendingProposal['content']>): PendingProposal =>
    ({ proposalId: ids.layout, content: { ...camera.content, ...content } }) as PendingProposal; // the kinds below are whole

  it('is based on what the province made of the earlier one', () => {
    expect(rebased(later({ patch: { name: 'z' } }), camera, end('name2')).content).toMatchObject({ baseRev: next, patch: { name: 'z' } });
    const second: PendingProposal = { ...layout, proposalId: ids.camera };
    expect(rebased(second, layout, end('name')).content).toMatchObject({ baseRev: next });
    const gone: PendingProposal = { ...scenario, content: { kind: 'scenario-delete', id: 's', baseRev: rev } };
    expect(rebased(gone, scenario, end()).content).toMatchObject({ kind: 'scenario-delete', baseRev: next });
  });

  it('keeps its base where others changed one of its fields meanwhile', () => {
    const same = later({ patch: { name: 'z' } });
    expect(rebased(same, camera, end('name'))).toBe(same);
  });

  it('stays as it is beside edits of other things, or of another kind of thing under the same name', () => {
    for (const other of [later({ id: 'd' }), later({ kind: 'other' }), later({ kind: 'camera-add' })])
      expect(rebased(other, camera, end())).toBe(other);
    const sameId: PendingProposal = { ...layout, content: { kind: 'layout-delete', id: 'c', baseRev: rev } };
    expect(rebased(sameId, camera, end())).toBe(sameId);
    const ofLayout: PendingProposal = { ...scenario, content: { kind: 'scenario-delete', id: 'l', baseRev: rev } };
    expect(rebased(ofLayout, layout, end())).toBe(ofLayout);
  });
});
