import type { StreamConfig } from '../../../src-contract/link/messages.ts';
import type { DecoderChoice } from '../player-types.ts';

/** What a choice is remembered by; `null` when WebCodecs has no name for the codec anyway. */
export function decoderMemoryKey(config: StreamConfig): string | null {
  return config.codecString === null ? null : `${config.codecString} ${config.width}x${config.height}`;
}

/** What proof of output taught about this machine. `supported` answers are not asked for: they are wrong both ways. */
export class DecoderMemory {
  readonly #choices = new Map<string, DecoderChoice['decoder']>();
  readonly #learned: (choice: DecoderChoice) => void;

  constructor(learned: (choice: DecoderChoice) => void) {
    this.#learned = learned;
  }

  recall(key: string | null): DecoderChoice['decoder'] | null {
    return key === null ? null : (this.#choices.get(key) ?? null);
  }

  load(choices: readonly DecoderChoice[]): void {
    for (const { key, decoder } of choices) this.#choices.set(key, decoder);
  }

  learn(key: string | null, decoder: DecoderChoice['decoder']): void {
    if (key === null || this.#choices.get(key) === decoder) return;
    this.#choices.set(key, decoder);
    this.#learned({ key, decoder });
  }
}
