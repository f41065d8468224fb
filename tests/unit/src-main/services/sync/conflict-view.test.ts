import { expect, it } from 'vitest';
import type { Proposal } from '../../../../../src-contract/province/schemas.ts';
import { shownConflict, shownPending } from '../../../../../src-main/services/sync/conflict-view.ts';
import { feedCamera } from '../../../../fakes/feed-items.ts';

const scenario = { id: 's-1', name: 'Trực đêm', owner: { kind: 'user', userId: 'an' }, screens: [{ screen: 1, layoutId: 'l-1' }] } as const;
const held = { rev: '1-0', document: feedCamera('cam-1', { name: 'Cổng chợ' }) };
const configuration = {
  cameras: new Map([['cam-1', held]]),
  layouts: new Map(),
  scenarios: new Map([['s-1', { rev: '1-0', document: scenario }]]),
};
const base = { baseRev: `1-${'0'.repeat(32)}` };
const layout = { id: 'l-1', name: 'Ca đêm', owner: { kind: 'user', userId: 'an' }, columns: 1, rows: 1, tiles: {} } as const;
const shown = (content: Proposal, offerer: string | null = 'an') =>
  shownPending({ proposalId: 'p', content, madeMs: 5, madeBy: 'an' }, offerer, configuration);

it.each<[Proposal, object]>([
  [
    { kind: 'camera-add', id: 'new', document: feedCamera('new', { name: 'Camera mới' }), credential: null },
    { act: 'add', name: 'Camera mới' },
  ],
  [
    { kind: 'camera-patch', id: 'cam-1', ...base, patch: { name: 'x' } },
    { act: 'change', name: 'Cổng chợ' },
  ],
  [
    { kind: 'camera-patch', id: 'cam-1', ...base, patch: { state: 'retired' } },
    { act: 'retire', name: 'Cổng chợ' },
  ],
  [
    { kind: 'layout-put', id: 'l-1', baseRev: null, document: layout },
    { act: 'add', name: 'Ca đêm' },
  ],
  [
    { kind: 'layout-put', id: 'l-1', ...base, document: layout },
    { act: 'change', name: 'Ca đêm' },
  ],
  [
    { kind: 'layout-delete', id: 'l-1', ...base },
    { act: 'delete', name: 'l-1' },
  ],
  [
    { kind: 'scenario-put', id: 's-2', baseRev: null, document: { ...scenario, id: 's-2', name: 'Trực ngày' } },
    { act: 'add', name: 'Trực ngày' },
  ],
  [
    { kind: 'scenario-delete', id: 's-1', ...base },
    { act: 'delete', name: 'Trực đêm' },
  ],
])('says what a waiting edit does, and to what: %#', (content, { act, name }: { act?: string; name?: string }) => {
  expect(shown(content)).toMatchObject({ proposalId: 'p', madeAt: 5, act, subject: { name }, waitsFor: 'line' });
});

it('waits for its maker where somebody else is signed in, or nobody', () => {
  const content: Proposal = { kind: 'camera-patch', id: 'cam-1', ...base, patch: { name: 'x' } };
  expect(shown(content, 'binh')?.waitsFor).toBe('maker');
  expect(shown(content, null)?.waitsFor).toBe('maker');
});

it('shows nothing of what this program never proposes', () => {
  expect(shown({ kind: 'other', type: 'role', id: 'r' })).toBeNull();
});

it('shows that a sealed password collided, and nothing of it', () => {
  const content: Proposal = { kind: 'camera-patch', id: 'cam-1', ...base, patch: { connection: {} }, credential: 'a..b.c.d' };
  const rejection = {
    kind: 'fields' as const,
    fields: ['connection'],
    server: { rev: '2-0', document: { connection: { mainStream: 'rtsp://10.0.0.3/' } } },
  };
  const conflict = shownConflict({ proposalId: 'p', content, madeMs: 5, madeBy: 'an', rejection, copy: null }, configuration);
  expect(conflict?.end).toEqual({
    kind: 'fields',
    fields: [{ field: 'connection', mine: '{"password":"•••"}', theirs: '{"mainStream":"rtsp://10.0.0.3/"}' }],
  });
});

it('opens what was refused in its form, with the member it is about; of a camera that is gone in none', () => {
  const rejection = { kind: 'refused', problem: 'document-refused', at: 'name' } as const;
  const of = (content: Proposal) =>
    shownConflict({ proposalId: 'p', content, madeMs: 5, madeBy: 'an', rejection, copy: null }, configuration);
  const end = { kind: 'refused', problem: 'document-refused', at: 'name' };
  expect(of({ kind: 'camera-patch', id: 'cam-1', ...base, patch: { name: 'x' } })).toMatchObject({ form: 'camera', end });
  expect(of({ kind: 'camera-patch', id: 'cam-9', ...base, patch: { name: 'x' } })?.form).toBeNull();
  expect(of({ kind: 'camera-add', id: 'new', document: feedCamera('new'), credential: null })?.form).toBe('registration');
  expect(of({ kind: 'layout-delete', id: 'l-1', ...base })?.form).toBeNull();
});
