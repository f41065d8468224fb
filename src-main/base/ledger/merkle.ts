/**
 * The Merkle tree over a ledger's entries: RFC 6962 §2.1, with the verification of RFC 9162 §2.1.3.2 and §2.1.4.2.
 *
 * Growing needs only the frontier, the roots of the perfect subtrees left to right; a million
 * entries have at most twenty of them. Proofs need the leaf hashes, which are kept for ever.
 */
import { sameBytes, SHA256_BYTES, sha256, sha256Hex, type Sha256 } from './hash.ts';

const LEAF = 0;
/** The first byte of what an inner node is the hash of. */
export const NODE = 1;

/** Hash of an entry's exact bytes. The leading zero keeps an entry from passing for an inner node. */
export function leafHash(entry: Uint8Array): Sha256 {
  const input = Buffer.allocUnsafe(1 + entry.byteLength);
  input[0] = LEAF;
  input.set(entry, 1);
  return sha256(input);
}

/** The same as digits, for many entries one after another: what is returned copies each into one piece of memory. */
export function leafHexer(): (entry: Uint8Array) => string {
  let input = Buffer.alloc(4_096, LEAF);
  return (entry) => {
    const end = 1 + entry.byteLength;
    if (end > input.byteLength) input = Buffer.alloc(2 * end, LEAF);
    input.set(entry, 1);
    return sha256Hex(input.subarray(0, end));
  };
}

function nodeHash(left: Sha256, right: Sha256): Sha256 {
  const input = Buffer.allocUnsafe(1 + 2 * SHA256_BYTES);
  input[0] = NODE;
  input.set(left, 1);
  input.set(right, 1 + SHA256_BYTES);
  return sha256(input);
}

/** What a tree of `size` leaves needs to grow. */
export interface Frontier {
  readonly size: number;
  /** Roots of its perfect subtrees, the largest first: one for every 1 in `size` written in binary. */
  readonly peaks: readonly Sha256[];
}

export const emptyFrontier: Frontier = { size: 0, peaks: [] };

/** How many peaks a tree of this size has. */
export function peakCount(size: number): number {
  let count = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}

export function appendLeaf({ size, peaks }: Frontier, leaf: Sha256): Frontier {
  const grown = peaks.slice();
  let merged = leaf;
  for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
    const left = grown.pop();
    if (left === undefined) throw new RangeError(`a tree of ${size} leaves has ${peaks.length} peaks`);
    merged = nodeHash(left, merged);
  }
  grown.push(merged);
  return { size: size + 1, peaks: grown };
}

export function rootOf({ peaks }: Frontier): Sha256 {
  return (
    peaks.reduceRight<Sha256 | null>((right, left) => (right === null ? left : nodeHash(left, right)), null) ?? sha256(new Uint8Array())
  );
}

/** Leaf hash by index from 0. Must know every index below the size asked about. */
export type LeafAt = (index: number) => Sha256;

/** Shows that the leaf at `index` is in the tree of `size` leaves. */
export function inclusionProof(index: number, size: number, leafAt: LeafAt): Sha256[] {
  if (index < 0 || index >= size) throw new RangeError(`leaf ${index} of ${size}`);
  return path(index, 0, size, leafAt);
}

function path(index: number, start: number, end: number, leafAt: LeafAt): Sha256[] {
  if (end - start === 1) return [];
  const middle = start + splitOf(end - start);
  return index < middle
    ? [...path(index, start, middle, leafAt), rangeRoot(middle, end, leafAt)]
    : [...path(index, middle, end, leafAt), rangeRoot(start, middle, leafAt)];
}

/** Shows that the tree of `size` leaves begins with the tree of `oldSize` leaves. */
export function consistencyProof(oldSize: number, size: number, leafAt: LeafAt): Sha256[] {
  if (oldSize < 0 || oldSize > size) throw new RangeError(`${oldSize} of ${size} leaves`);
  return oldSize === 0 || oldSize === size ? [] : subproof(oldSize, 0, size, leafAt, true);
}

function subproof(oldSize: number, start: number, end: number, leafAt: LeafAt, known: boolean): Sha256[] {
  const size = end - start;
  if (oldSize === size) return known ? [] : [rangeRoot(start, end, leafAt)];
  const split = splitOf(size);
  return oldSize <= split
    ? [...subproof(oldSize, start, start + split, leafAt, known), rangeRoot(start + split, end, leafAt)]
    : [...subproof(oldSize - split, start + split, end, leafAt, false), rangeRoot(start, start + split, leafAt)];
}

/** The largest power of two below `size`, which is at least 2. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

function rangeRoot(start: number, end: number, leafAt: LeafAt): Sha256 {
  let frontier = emptyFrontier;
  for (let index = start; index < end; index += 1) frontier = appendLeaf(frontier, leafAt(index));
  return rootOf(frontier);
}

export interface TreeHead {
  readonly size: number;
  readonly root: Sha256;
}

export function verifyInclusion(leaf: Sha256, index: number, head: TreeHead, proof: readonly Sha256[]): boolean {
  if (index < 0 || index >= head.size) return false;
  let node = index;
  let last = head.size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && sameBytes(hash, head.root);
}

/** Whether `newer` grew out of `older` by appending only. */
export function verifyConsistency(older: TreeHead, newer: TreeHead, proof: readonly Sha256[]): boolean {
  if (older.size > newer.size) return false;
  if (older.size === newer.size) return proof.length === 0 && sameBytes(older.root, newer.root);
  if (older.size === 0) return proof.length === 0;
  const trail = peakCount(older.size) === 1 ? [older.root, ...proof] : proof;
  const [first, ...rest] = trail;
  if (first === undefined) return false;
  let node = older.size - 1;
  let last = newer.size - 1;
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  let olderHash = first;
  let newerHash = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      olderHash = nodeHash(sibling, olderHash);
      newerHash = nodeHash(sibling, newerHash);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      newerHash = nodeHash(newerHash, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && sameBytes(olderHash, older.root) && sameBytes(newerHash, newer.root);
}

const half = (value: number): number => Math.floor(value / 2);
