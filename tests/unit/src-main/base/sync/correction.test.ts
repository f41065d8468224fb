import { expect, it } from 'vitest';
import type { Proposal } from '../../../../../src-contract/province/schemas.ts';
import { correctionForm, sentLogin } from '../../../../../src-main/base/sync/correction.ts';
import type { Rejection } from '../../../../../src-main/base/sync/proposal.ts';
import { feedCamera } from '../../../../fakes/feed-items.ts';

const rev = `1-${'a'.repeat(32)}`;
const refused: Rejection = { kind: 'refused', problem: 'document-refused', at: 'code' };
const collided: Rejection = { kind: 'fields', fields: ['name'], server: undefined };
const stale: Rejection = { kind: 'stale', server: undefined };
const addition: Proposal = { kind: 'camera-add', id: 'c', document: feedCamera('c'), credential: null };
const patch = (fields: Readonly<Record<string, unknown>>): Proposal => ({ kind: 'camera-patch', id: 'c', baseRev: rev, patch: fields });
const layout = { id: 'l', name: 'Ca đêm', owner: { kind: 'user', userId: 'u' }, columns: 1, rows: 1, tiles: {} } as const;
const scenario = { id: 's', name: 'Đêm', owner: layout.owner, screens: [{ screen: 1, layoutId: 'l' }] } as const;
const formFor = (content: Proposal, rejection: Rejection) => correctionForm({ proposalId: 'p', content, rejection, copy: null });

it.each<[string, Proposal, Rejection, ReturnType<typeof correctionForm>]>([
  ['a new camera', addition, refused, 'registration'],
  ['a new camera that collided with nothing', addition, collided, null],
  ['another name', patch({ name: 'x' }), refused, 'camera'],
  ['another address that collided', patch({ name: 'x', connection: { subStream: 'rtsp://h/2' } }), collided, 'camera'],
  ['another login', patch({ connection: {} }), refused, 'camera'],
  ['an edit of a camera that is answered as a layout is', patch({ name: 'x' }), stale, null],
  ['a retirement', patch({ state: 'retired' }), refused, null],
  ['more than the form shows', patch({ name: 'x', headingDeg: 5 }), refused, null],
  ['more of a connection than the form shows', patch({ connection: { onvif: null } }), refused, null],
  ['no connection at all', patch({ connection: null }), refused, null],
  ['something else in its place', patch({ connection: 'rtsp://h/1' }), refused, null],
  ['a layout', { kind: 'layout-put', id: 'l', baseRev: null, document: layout }, refused, null],
  ['the end of a layout', { kind: 'layout-delete', id: 'l', baseRev: rev }, refused, null],
  ['a scenario', { kind: 'scenario-put', id: 's', baseRev: null, document: scenario }, refused, null],
  ['the end of a scenario', { kind: 'scenario-delete', id: 's', baseRev: rev }, refused, null],
  ['what this program never proposes', { kind: 'other', type: 'role', id: 'r' }, refused, null],
])('opens %s in the form it was made in, whole or not at all', (_, content, rejection, form) => {
  expect(formFor(content, rejection)).toBe(form);
});

it('sends a sealed login again only where it is still good for what it was typed for', () => {
  const at = (member: string): Rejection => ({ kind: 'refused', problem: 'document-refused', at: member });
  expect(sentLogin(null, refused, true)).toBe('none');
  expect(sentLogin('a..b.c.d', refused, true)).toBe('kept');
  expect(sentLogin('a..b.c.d', { kind: 'refused', problem: 'denied' }, true)).toBe('kept');
  expect(sentLogin('a..b.c.d', refused, false)).toBe('lost');
  expect(sentLogin('a..b.c.d', collided, false)).toBe('lost');
  expect(sentLogin('a..b.c.d', collided, true)).toBe('kept');
  expect([at('credential'), at('id')].map((rejection) => sentLogin('a..b.c.d', rejection, true))).toEqual(['lost', 'lost']);
});
