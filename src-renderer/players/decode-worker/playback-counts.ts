import type { DecoderDiagnostics } from '../../../src-contract/model/diagnostics.ts';
import type { MachineState } from './stream-machine.ts';

/** What one stream's decoder did, as counts that are added to in place. */
export class PlaybackCounts {
  received = 0;
  receivedBytes = 0;
  missing = 0;
  decoded = 0;
  dropped = 0;
  overtaken = 0;
  errors = 0;
  creations = 0;
  #decodeMs: number | null = null;

  /** A picture came this long after its unit was handed to the decoder. */
  took(decodeMs: number): void {
    this.decoded += 1;
    this.#decodeMs = Math.max(this.#decodeMs ?? 0, decodeMs);
  }

  /** The longest since the call before; `null` when nothing was decoded. */
  takeDecodeMs(): number | null {
    const longest = this.#decodeMs;
    this.#decodeMs = null;
    return longest;
  }
}

/** What waits for the decoder, and how long the link took to bring it. */
export type Waiting = Pick<DecoderDiagnostics, 'queued' | 'linkDelayMs'>;

/** The decoder's hop in the contract's shape. */
export function decoderDiagnostics(
  atMs: number,
  { config, candidate, phase }: Pick<MachineState, 'config' | 'candidate' | 'phase'>,
  proven: boolean,
  counts: PlaybackCounts,
  waiting: Waiting,
): DecoderDiagnostics {
  const { received, receivedBytes, missing, decoded, dropped, overtaken, errors, creations } = counts;
  return {
    atMs,
    kind: config === null ? null : candidate,
    why: config === null ? null : reasonOf(config.codecString, candidate, proven),
    phase,
    received,
    receivedBytes,
    ...waiting,
    missing,
    decoded,
    dropped,
    overtaken,
    errors,
    recreations: Math.max(0, creations - 1),
    decodeMs: counts.takeDecodeMs(),
  };
}

function reasonOf(codecString: string | null, candidate: MachineState['candidate'], proven: boolean): DecoderDiagnostics['why'] {
  if (candidate === 'ffmpeg') return codecString === null ? 'no-webcodecs' : 'fell-back';
  return proven ? 'proven' : 'first-choice';
}
