import { VmsError } from '../../src-contract/errors.ts';
import type { StreamFailure } from '../../src-contract/model/stream-state.ts';

/** Refusals that end when the person says what for. */
const saysPurpose: ReadonlySet<string> = new Set(['denied-purpose-missing', 'denied-purpose-unknown', 'denied-case-number-missing']);

/** What a refused `open` means for the tile, and whether asking again by itself can help. */
export function openFailureOf(thrown: unknown): { readonly reason: StreamFailure; readonly again: boolean } {
  if (!(thrown instanceof VmsError)) return { reason: 'internal', again: true };
  switch (thrown.kind) {
    case 'not-found':
      return { reason: 'not-found', again: false };
    case 'denied':
      return { reason: saysPurpose.has(thrown.key) ? 'purpose-missing' : 'denied', again: false };
    case 'untrusted-sender':
    case 'conflict':
    case 'invalid-argument':
    case 'unknown-channel':
    case 'too-large':
      return { reason: 'refused', again: false };
    case 'unsupported':
      return { reason: 'unsupported-codec', again: false };
    case 'timeout':
      return { reason: 'timeout', again: true };
    case 'unavailable':
    case 'cancelled':
    case 'storage-full':
    case 'storage-corrupt':
    case 'internal':
      return { reason: 'internal', again: true };
  }
}
