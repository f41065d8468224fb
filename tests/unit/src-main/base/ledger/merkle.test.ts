import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexOf, sha256, type Sha256 } from '../../../../../src-main/base/ledger/hash.ts';
import {
  appendLeaf,
  consistencyProof,
  emptyFrontier,
  inclusionProof,
  leafHash,
  peakCount,
  rootOf,
  verifyConsistency,
  verifyInclusion,
  type TreeHead,
} from '../../../../../src-main/base/ledger/merkle.ts';

/** The inputs and roots that implementations of RFC 6962 are tested with. */
const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const leaves = inputs.map((hex) => leafHash(Buffer.from(hex, 'hex')));

const grow = (count: number, leaf: (index: number) => Sha256) =>
  Array.from({ length: count }, (_, index) => leaf(index)).reduce(appendLeaf, emptyFrontier);
const numbered = (index: number): Sha256 => leafHash(Buffer.from(`entry ${index}`));
const headOf = (size: number): TreeHead => ({ size, root: rootOf(grow(size, numbered)) });
const flipped = (hash: Sha256): Sha256 => sha256(hash);

describe('tree of entries', () => {
  it.each(roots.map((root, size) => [size, root] as const))('of %i leaves has the known root', (size, root) => {
    const frontier = leaves.slice(0, size).reduce(appendLeaf, emptyFrontier);
    expect(hexOf(rootOf(frontier))).toBe(root);
    expect(frontier.peaks).toHaveLength(peakCount(size));
  });

  it('refuses to grow from a frontier that does not fit its size', () => {
    expect(() => appendLeaf({ size: 3, peaks: [] }, numbered(0))).toThrow(RangeError);
  });
});

const sizes = fc.integer({ min: 1, max: 70 }).chain((size) => fc.tuple(fc.integer({ min: 0, max: size - 1 }), fc.constant(size)));

describe('inclusion', () => {
  it('is shown for every leaf, and for no other', () => {
    fc.assert(
      fc.property(sizes, ([index, size]) => {
        const proof = inclusionProof(index, size, numbered);
        const head = headOf(size);
        expect(verifyInclusion(numbered(index), index, head, proof)).toBe(true);
        expect(verifyInclusion(numbered(index + 1), index, head, proof)).toBe(false);
        expect(verifyInclusion(numbered(index), index, { ...head, root: flipped(head.root) }, proof)).toBe(false);
        expect(verifyInclusion(numbered(index), index, head, [...proof, numbered(0)])).toBe(false);
        if (proof.length > 0) expect(verifyInclusion(numbered(index), index, head, proof.slice(1))).toBe(false);
      }),
    );
  });

  it('of a leaf outside the tree cannot be asked for nor shown', () => {
    expect(() => inclusionProof(4, 4, numbered)).toThrow(RangeError);
    expect(() => inclusionProof(-1, 4, numbered)).toThrow(RangeError);
    expect(verifyInclusion(numbered(4), 4, headOf(4), [])).toBe(false);
    expect(verifyInclusion(numbered(0), -1, headOf(4), [])).toBe(false);
  });
});

describe('consistency', () => {
  it('is shown for every earlier tree, and for no changed one', () => {
    fc.assert(
      fc.property(sizes, ([oldSize, size]) => {
        const proof = consistencyProof(oldSize, size, numbered);
        const [older, newer] = [headOf(oldSize), headOf(size)];
        expect(verifyConsistency(older, newer, proof)).toBe(true);
        if (oldSize > 0) expect(verifyConsistency({ ...older, root: flipped(older.root) }, newer, proof)).toBe(false);
        if (oldSize > 0) expect(verifyConsistency(older, { ...newer, root: flipped(newer.root) }, proof)).toBe(false);
        expect(verifyConsistency(older, newer, [...proof, numbered(0)])).toBe(false);
      }),
    );
  });

  it('holds between a tree and itself without a proof', () => {
    expect(consistencyProof(5, 5, numbered)).toEqual([]);
    expect(verifyConsistency(headOf(5), headOf(5), [])).toBe(true);
    expect(verifyConsistency(headOf(5), { ...headOf(5), root: numbered(9) }, [])).toBe(false);
  });

  it('does not hold backwards nor without its proof', () => {
    expect(verifyConsistency(headOf(6), headOf(5), [])).toBe(false);
    expect(verifyConsistency(headOf(3), headOf(5), [])).toBe(false);
    expect(() => consistencyProof(6, 5, numbered)).toThrow(RangeError);
    expect(() => consistencyProof(-1, 5, numbered)).toThrow(RangeError);
  });
});
