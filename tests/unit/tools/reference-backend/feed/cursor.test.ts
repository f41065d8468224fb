import { expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from '../../../../../tools/reference-backend/feed/cursor.ts';
import { revisionOf, rootHashOf } from '../../../../../tools/reference-backend/feed/revision.ts';

const secret = Buffer.alloc(32, 7);
const cursor = { kind: 'changes', position: 1090, target: 1200 } as const;

it('gives back what it was made of', () => {
  expect(decodeCursor(secret, encodeCursor(secret, cursor), 'changes')).toEqual(cursor);
});

it('refuses another kind, another secret, a changed number and anything else', () => {
  const text = encodeCursor(secret, cursor);
  expect(decodeCursor(secret, text, 'page')).toBeNull();
  expect(decodeCursor(Buffer.alloc(32, 8), text, 'changes')).toBeNull();
  for (let at = 0; at < text.length; at += 1) {
    const changed = `${text.slice(0, at)}${text[at] === 'a' ? 'b' : 'a'}${text.slice(at + 1)}`;
    expect(decodeCursor(secret, changed, 'changes'), changed).toBeNull();
  }
  for (const other of ['', 'c1', 'c1...', `${text}x`, '0', 'ç'.repeat(40)]) expect(decodeCursor(secret, other, 'changes')).toBeNull();
});

it('hashes revisions as `LC_ALL=C sort | sha256sum` does, whatever their order', () => {
  const items = [
    { type: 'unit', id: 'b', rev: '1-aa' },
    { type: 'area', id: 'z', rev: '2-bb' },
    { type: 'area', id: 'Z', rev: '1-cc' },
  ];
  // printf 'unit\tb\t1-aa\narea\tz\t2-bb\narea\tZ\t1-cc\n' | LC_ALL=C sort | sha256sum
  expect(rootHashOf(items)).toBe('c0597afa63ff35f59536b859b4c175938ad150c4f0fed3ff3c36d668470fa668');
  expect(rootHashOf(items.toReversed())).toBe(rootHashOf(items));
  expect(rootHashOf([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

it('writes a revision as generation and hash, a tombstone as zeros', () => {
  // printf '{"a":1,"b":[]}' | sha256sum
  expect(revisionOf(3, { b: [], a: 1 })).toBe('3-f87e4099e9be5e75094e0a4f46d3dc18');
  expect(revisionOf(4, null)).toBe(`4-${'0'.repeat(32)}`);
});
