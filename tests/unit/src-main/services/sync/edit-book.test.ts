import { expect, it } from 'vitest';
import type { Proposal } from '../../../../../src-contract/province/schemas.ts';
import type { ProposalEnd } from '../../../../../src-main/base/sync/proposal.ts';
import { EditBook } from '../../../../../src-main/services/sync/edit-book.ts';
import { epochMs } from '../../../../../src-contract/time.ts';
import { createFakeStorage } from '../../../../fakes/fake-storage.ts';

const rev = (generation: number): string => `${generation}-${'a'.repeat(32)}`;
const patch = (fields: Readonly<Record<string, unknown>>, id = 'cam-1'): Proposal => ({
  kind: 'camera-patch',
  id,
  baseRev: rev(1),
  patch: fields,
});
const accepted = (generation: number, mergedFields: readonly string[] = []): ProposalEnd => ({
  kind: 'accepted',
  rev: rev(generation),
  mergedFields,
});

async function book(storage = createFakeStorage()) {
  const seat: { editor: string | null; offerer: string | null } = { editor: 'an', offerer: 'an' };
  let next = 0;
  const edits = await EditBook.load({
    storage,
    clock: { wall: () => epochMs(7) },
    newId: () => `018f0000-0000-7000-8000-${String((next += 1)).padStart(12, '0')}`,
    editor: () => seat.editor,
    offerer: () => seat.offerer,
  });
  return { edits, seat, storage };
}

it('has an edit on disk when it is acknowledged, and after a restart', async () => {
  const { edits, storage } = await book();
  await edits.propose([patch({ name: 'Mới' })]);
  const { edits: again } = await book(storage);
  expect(again.pending.map(({ content, madeBy }) => [content, madeBy])).toEqual([[patch({ name: 'Mới' }), 'an']]);
  storage.failNext(new Error('disk'));
  await expect(edits.propose([patch({ name: 'Khác' })])).rejects.toThrow('disk');
  expect(edits.pending).toHaveLength(1);
});

it('offers nobody’s edits but those of the person the province vouches for now', async () => {
  const { edits, seat } = await book();
  await edits.propose([patch({ name: 'của An' })]);
  seat.editor = 'binh';
  await edits.propose([patch({ headingDeg: 1 })]);
  seat.offerer = 'binh';
  expect((await edits.place().oldest())?.content).toMatchObject({ patch: { headingDeg: 1 } });
  seat.offerer = null;
  expect(await edits.place().oldest()).toBeNull();
  seat.editor = null;
  await expect(edits.propose([patch({})])).rejects.toMatchObject({ kind: 'denied' });
});

it('bases the next edit on the one just taken, unless others changed the same field', async () => {
  const { edits } = await book();
  await edits.propose([patch({ name: 'một' }), patch({ name: 'hai' }), patch({ headingDeg: 3 }), patch({ name: 'x' }, 'cam-2')]);
  const [first] = edits.pending;
  await edits.place().end(first?.proposalId ?? '', accepted(2, ['headingDeg']));
  expect(edits.pending.map(({ content }) => content.kind === 'camera-patch' && content.baseRev)).toEqual([rev(2), rev(1), rev(1)]);
});

it('never touches another person’s edit, which may have been sent already', async () => {
  const { edits, seat } = await book();
  await edits.propose([patch({ name: 'một' })]);
  seat.editor = 'binh';
  await edits.propose([patch({ name: 'hai' })]);
  const [first] = edits.pending;
  await edits.place().end(first?.proposalId ?? '', accepted(2));
  expect(edits.pending[0]?.content).toEqual(patch({ name: 'hai' }));
});

it('keeps a loser until a person decides, once', async () => {
  const { edits, storage } = await book();
  await edits.propose([patch({ name: 'Mới', headingDeg: 5 })]);
  const [pending] = edits.pending;
  const id = pending?.proposalId ?? '';
  const rejection = { kind: 'fields' as const, fields: ['name'], server: { rev: rev(3), document: {} } };
  await edits.place().end(id, { kind: 'rejected', rejection, copy: null });
  const { edits: again } = await book(storage);
  expect(again.rejected.map(({ proposalId, rejection: kept }) => [proposalId, kept.kind])).toEqual([[id, 'fields']]);
  await edits.settle(id, 'keep-theirs', () => rev(2));
  expect(edits.pending.map(({ content }) => content)).toEqual([{ ...patch({ headingDeg: 5 }), baseRev: rev(3) }]);
  expect(edits.rejected).toEqual([]);
  await expect(edits.settle(id, 'discard', () => null)).rejects.toMatchObject({ key: 'sync-edit-gone' });
  await expect(again.settle(id, 'discard', () => null)).rejects.toMatchObject({ key: 'sync-edit-gone' });
});

it('takes back a layout’s copy that nobody wants, and says so when nothing is left to edit', async () => {
  const { edits } = await book();
  const document = { id: 'l-1', name: 'Ca', owner: { kind: 'user', userId: 'an' }, columns: 1, rows: 1, tiles: {} } as const;
  await edits.propose([{ kind: 'layout-put', id: 'l-1', baseRev: rev(1), document }, patch({ name: 'x' })]);
  const [layout, camera] = edits.pending;
  const copy = {
    proposalId: '018f0000-0000-7000-8000-0000000000ff',
    content: { kind: 'layout-put', id: 'l-2', baseRev: null, document: { ...document, id: 'l-2', name: 'Ca (bản xung đột)' } },
  } as const;
  const stale = { kind: 'stale' as const, server: { rev: rev(2), document: {} } };
  await edits.place().end(layout?.proposalId ?? '', { kind: 'rejected', rejection: stale, copy });
  await edits.place().end(camera?.proposalId ?? '', { kind: 'rejected', rejection: { kind: 'refused', problem: 'denied' }, copy: null });
  expect(edits.pending.map(({ content }) => content.id)).toEqual(['l-2']);
  await edits.settle(layout?.proposalId ?? '', 'discard', () => rev(2));
  expect(edits.pending).toEqual([]);
  await expect(edits.settle(camera?.proposalId ?? '', 'propose-again', () => null)).rejects.toMatchObject({ key: 'sync-nothing-to-edit' });
});

it('puts a correction in the place of what was refused in one step, or changes nothing', async () => {
  const { edits, seat, storage } = await book();
  await edits.propose([patch({ name: 'Mới' })]);
  const id = edits.pending[0]?.proposalId ?? '';
  expect(() => edits.refused(id)).toThrow('sync-edit-gone');
  await edits.place().end(id, { kind: 'rejected', rejection: { kind: 'refused', problem: 'denied' }, copy: null });
  expect(edits.refused(id).content).toEqual(patch({ name: 'Mới' }));
  seat.editor = null;
  await expect(edits.replace(id, patch({ name: 'Đúng' }))).rejects.toMatchObject({ key: 'sync-nobody-edits' });
  seat.editor = 'binh';
  storage.failNext(new Error('disk'));
  await expect(edits.replace(id, patch({ name: 'Đúng' }))).rejects.toThrow('disk');
  expect((await book(storage)).edits.rejected).toHaveLength(1);
  await edits.replace(id, patch({ name: 'Đúng' }));
  const { edits: again } = await book(storage);
  expect(again.rejected).toEqual([]);
  expect(again.pending.map(({ proposalId, content, madeBy }) => [proposalId === id, content, madeBy])).toEqual([
    [false, patch({ name: 'Đúng' }), 'binh'],
  ]);
  await expect(edits.replace(id, patch({ name: 'nữa' }))).rejects.toMatchObject({ key: 'sync-edit-gone' });
  expect(edits.pending).toHaveLength(1);
});
