import { VmsError } from '../../src-contract/errors.ts';
import { lacksPurpose } from '../lib/lacks-purpose.ts';
import type { StreamFailure } from '../../src-contract/model/stream-state.ts';

/** What a refused `open` means for the tile, and whether asking again by itself can help. */
export function openFailureOf(thrown: unknown): { readonly reason: StreamFailure; readonly again: boolean } {
  if (!(thrown instanceof VmsError)) return { reason: 'internal', again: true };
  switch (thrown.kind) {
    case 'not-found':
      return { reason: 'not-found', again: false };
    case 'denied':
      return { reason: lacksPurpose(thrown.key) ? 'purpose-missing' : 'denied', again: false };
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
