import { expect, it } from 'vitest';
import { GrowingTree } from '../../../../../src-main/base/ledger/growing-tree.ts';
import { hexOf } from '../../../../../src-main/base/ledger/hash.ts';
import { appendLeaf, emptyFrontier, leafHash, leafHexer, rootOf } from '../../../../../src-main/base/ledger/merkle.ts';

it('has at every size the root of the tree that is grown leaf by leaf', () => {
  const tree = new GrowingTree();
  let frontier = emptyFrontier;
  for (let size = 0; size < 70; size += 1) {
    expect([tree.size, hexOf(tree.root())]).toEqual([size, hexOf(rootOf(frontier))]);
    const leaf = leafHash(Buffer.from(`entry ${size}`));
    tree.append(leaf);
    frontier = appendLeaf(frontier, leaf);
  }
});

it('hashes one entry after another, of whatever length, as each by itself', () => {
  const hexOfLeaf = leafHexer();
  const lengths = [0, 1, 4_095, 4_096, 4_097, 17, 9_000, 5, 70_000, 900];
  for (const [index, length] of lengths.entries()) {
    const entry = Buffer.alloc(length, `entry ${index}`);
    expect(hexOfLeaf(entry)).toBe(hexOf(leafHash(entry)));
  }
});
