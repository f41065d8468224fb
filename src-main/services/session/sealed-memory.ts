/** One value of any shape that the program remembers sealed by the vault: readable and changeable on this machine, by this program. */
import { z } from 'zod';
import type { Vault } from '../../cache/vault.ts';
import type { Remembered } from '../remembered.ts';

const sealedSchema = z.object({ keyId: z.string(), value: z.base64() });

export class SealedMemory<T> {
  readonly #remembered: Pick<Remembered, 'get' | 'keep'>;
  readonly #vault: Vault;
  readonly #name: string;
  readonly #shape: z.ZodType<T>;

  constructor(remembered: Pick<Remembered, 'get' | 'keep'>, vault: Vault, name: string, shape: z.ZodType<T>) {
    this.#remembered = remembered;
    this.#vault = vault;
    this.#name = name;
    this.#shape = shape;
  }

  /** `null` when there is none, or the keystore that sealed it does not open it, or it was touched. */
  get(): T | null {
    const sealed = this.#remembered.get(this.#name, sealedSchema);
    if (sealed === null) return null;
    const text = this.#vault.open(this.#place(), { keyId: sealed.keyId, value: Buffer.from(sealed.value, 'base64') });
    return text === null ? null : (this.#shape.safeParse(JSON.parse(text)).data ?? null);
  }

  /** Whether something is kept under this name, even if it cannot be opened now. */
  get isThere(): boolean {
    return this.#remembered.get(this.#name, sealedSchema) !== null;
  }

  /** Resolves when it is on disk. Rejects as storage or the vault does, with the value before still kept. */
  async keep(value: T): Promise<void> {
    const { keyId, value: sealed } = this.#vault.seal(this.#place(), JSON.stringify(value));
    await this.#remembered.keep(this.#name, { keyId, value: Buffer.from(sealed).toString('base64') });
  }

  #place() {
    return { table: 'remembered', row: this.#name, column: 'value' } as const;
  }
}
