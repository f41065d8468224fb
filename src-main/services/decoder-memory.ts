/** Which decoder proved itself for a codec and size on this machine, kept over restarts. */
import type { ProvenDecoder } from '../../src-contract/model/proven-decoder.ts';
import type { Clock } from '../base/clock.ts';
import type { QueryRunner } from '../cache/local-database.ts';
import type { DecoderMemory } from '../cache/queries/decoder-memory.ts';

export interface DecoderMemoryNeeds {
  readonly storage: QueryRunner;
  /** What decodes, in one string; asked when needed, because a browser's version is known only once it runs. */
  readonly machine: () => string;
  readonly clock: Pick<Clock, 'wall'>;
}

/** A proof grows old: a decoder that failed on a bad day gets another chance. */
const VALID_MS = 7 * 24 * 3_600_000;
/** A wall has a handful of formats; more than this would be a page gone wild. */
export const DECODERS_KEPT = 256;

export class DecoderMemoryService {
  readonly #needs: DecoderMemoryNeeds;
  readonly #proven = new Map<string, DecoderMemory>();

  constructor(needs: DecoderMemoryNeeds, stored: readonly DecoderMemory[]) {
    this.#needs = needs;
    for (const memory of stored) this.#proven.set(keyOf(memory), memory);
  }

  static async load(needs: DecoderMemoryNeeds): Promise<DecoderMemoryService> {
    return new DecoderMemoryService(needs, await needs.storage.query('listDecoderMemory', { limit: DECODERS_KEPT }));
  }

  /** What holds for this machine and is not too old. */
  list(): ProvenDecoder[] {
    const machine = this.#needs.machine();
    const since = this.#needs.clock.wall() - VALID_MS;
    return [...this.#proven.values()]
      .filter((memory) => memory.machine === machine && memory.provenAtMs > since)
      .map(({ codec, width, height, decoder }) => ({ codec, width, height, decoder }));
  }

  /** What cannot be stored is remembered until the program ends; storage logs why. */
  remember(proven: ProvenDecoder): void {
    const memory = { ...proven, machine: this.#needs.machine(), provenAtMs: this.#needs.clock.wall() };
    if (this.#proven.size >= DECODERS_KEPT && !this.#proven.has(keyOf(memory))) return;
    this.#proven.set(keyOf(memory), memory);
    this.#needs.storage.query('storeDecoderMemory', memory).catch(() => undefined);
  }
}

/** Another runtime version may decode differently, so it has to prove itself again. */
export function machineOf(runtime: { readonly kind: string; readonly version: string }, platform: string, architecture: string): string {
  return `${platform} ${architecture} ${runtime.kind} ${runtime.version}`;
}

const keyOf = ({ machine, codec, width, height }: Pick<DecoderMemory, 'machine' | 'codec' | 'width' | 'height'>): string =>
  JSON.stringify([machine, codec, width, height]);
