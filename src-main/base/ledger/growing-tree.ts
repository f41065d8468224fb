/** The tree of a whole ledger, leaf by leaf in one pass. */
import { SHA256_BYTES, sha256Hex, type Sha256 } from './hash.ts';
import { NODE, rootOf } from './merkle.ts';

/** Grows in its own memory to what `appendLeaf` makes of the same leaves: a million of them would leave millions of hashes behind. */
export class GrowingTree {
  /** Roots of its perfect subtrees one after another, the largest first. */
  #peaks = Buffer.alloc(4 * SHA256_BYTES);
  /** How much of it holds any. */
  #end = 0;
  #size = 0;
  readonly #node = Buffer.alloc(1 + 2 * SHA256_BYTES, NODE);

  get size(): number {
    return this.#size;
  }

  append(leaf: Sha256): void {
    if (this.#end === this.#peaks.byteLength) this.#peaks = Buffer.concat([this.#peaks, Buffer.alloc(this.#end)]);
    this.#peaks.set(leaf, this.#end);
    this.#end += SHA256_BYTES;
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) {
      const left = this.#end - 2 * SHA256_BYTES;
      this.#peaks.copy(this.#node, 1, left, this.#end);
      this.#peaks.write(sha256Hex(this.#node), left, 'hex');
      this.#end -= SHA256_BYTES;
    }
    this.#size += 1;
  }

  root(): Sha256 {
    const peaks: Sha256[] = [];
    for (let at = 0; at < this.#end; at += SHA256_BYTES) peaks.push(new Uint8Array(this.#peaks.subarray(at, at + SHA256_BYTES)) as Sha256); // brand: a leaf, or came out of SHA-256 in `append`
    return rootOf({ size: this.#size, peaks });
  }
}
