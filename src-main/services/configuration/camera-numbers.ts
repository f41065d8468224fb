/**
 * Numbers for the province's cameras, which come with codes too long to type. Given once, in the order of the codes, and
 * kept for good: an operator knows camera 12 by heart, and another camera must never answer to that number.
 */
import { VmsError } from '../../../src-contract/errors.ts';
import type { QueryRunner } from '../../cache/local-database.ts';
import { freeNumbers } from '../camera-directory.ts';

export class CameraNumbers {
  readonly #storage: QueryRunner;
  readonly #numbers: Map<string, number>;

  constructor(storage: QueryRunner, numbers: ReadonlyMap<string, number>) {
    this.#storage = storage;
    this.#numbers = new Map(numbers);
  }

  static async load(storage: QueryRunner): Promise<CameraNumbers> {
    const stored = await storage.query('listProvinceCameraNumbers');
    return new CameraNumbers(storage, new Map(stored.map(({ cameraId, number }) => [cameraId, number])));
  }

  of(id: string): number | null {
    return this.#numbers.get(id) ?? null;
  }

  /** Gives a number to each that has none, in this order; what cannot be stored is given anew at the next start. */
  give(ids: readonly string[]): void {
    const without = ids.filter((id) => !this.#numbers.has(id));
    if (without.length === 0) return;
    const free = freeNumbers([...this.#numbers.values()]);
    const given = without.map((cameraId) => ({ cameraId, number: free() }));
    for (const { cameraId, number } of given) this.#numbers.set(cameraId, number);
    this.#storage.query('storeProvinceCameraNumbers', given).catch(() => undefined);
  }

  /** Rejects `conflict` for the number of another camera. */
  async change(id: string, number: number, nameOf: (id: string) => string): Promise<void> {
    const other = [...this.#numbers].find(([otherId, taken]) => taken === number && otherId !== id);
    if (other !== undefined) throw new VmsError('conflict', 'camera-number-taken', { number, name: nameOf(other[0]) });
    await this.#storage.query('storeProvinceCameraNumbers', [{ cameraId: id, number }]);
    this.#numbers.set(id, number);
  }

  async forget(): Promise<void> {
    await this.#storage.query('forgetProvinceCameraNumbers');
    this.#numbers.clear();
  }
}
