/** The pieces of one picture as they came: views into what was read from the connection. */
import { maxUnitBytes, maxUnitParts } from './depacketiser.ts';

/** A view keeps alive all that was read with it, so a few bytes of picture in a sea of other bytes cost the sea. */
const maxHeldBytes = 4 * maxUnitBytes;

export class UnitParts {
  #parts: Uint8Array[] = [];
  #bytes = 0;
  #heldBytes = 0;
  #newest: Uint8Array['buffer'] | null = null;

  get bytes(): number {
    return this.#bytes;
  }

  get last(): Uint8Array | undefined {
    return this.#parts.at(-1);
  }

  get count(): number {
    return this.#parts.length;
  }

  /** False once this is more than any picture: the owner then gives it up. */
  add(part: Uint8Array): boolean {
    this.#parts.push(part);
    this.#bytes += part.length;
    const owns = part.buffer.byteLength === part.length;
    if (!owns && part.buffer !== this.#newest) {
      this.#newest = part.buffer;
      this.#heldBytes += part.buffer.byteLength;
    }
    return this.#bytes <= maxUnitBytes && this.#parts.length <= maxUnitParts && this.#heldBytes <= maxHeldBytes;
  }

  from(index: number): readonly Uint8Array[] {
    return this.#parts.slice(index);
  }

  joined(): Uint8Array {
    return Buffer.concat(this.#parts, this.#bytes);
  }

  clear(): void {
    this.#parts = [];
    this.#bytes = 0;
    this.#heldBytes = 0;
    this.#newest = null;
  }
}
