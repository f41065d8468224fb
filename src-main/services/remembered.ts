/** What the program remembers without anybody setting it: small values by name, all in memory, stored as they change. */
import type { z } from 'zod';
import type { QueryRunner } from '../cache/local-database.ts';

export class Remembered {
  readonly #storage: QueryRunner;
  readonly #values: Map<string, unknown>;

  constructor(storage: QueryRunner, values: Readonly<Record<string, unknown>>) {
    this.#storage = storage;
    this.#values = new Map(Object.entries(values));
  }

  static async load(storage: QueryRunner): Promise<Remembered> {
    return new Remembered(storage, await storage.query('listRemembered'));
  }

  /** `null` when nothing is remembered by this name, or something that no longer has this shape. */
  get<T>(name: string, shape: z.ZodType<T>): T | null {
    const parsed = shape.safeParse(this.#values.get(name));
    return parsed.success ? parsed.data : null;
  }

  /** Resolves when it is on disk; rejects when it cannot be stored, and nothing is remembered then. */
  async keep(name: string, value: unknown): Promise<void> {
    await this.#storage.query('storeRemembered', { name, value });
    this.#values.set(name, value);
  }

  /** What cannot be stored is remembered until the program ends; storage logs why. */
  set(name: string, value: unknown): void {
    this.#values.set(name, value);
    this.#storage.query('storeRemembered', { name, value }).catch(() => undefined);
  }
}
