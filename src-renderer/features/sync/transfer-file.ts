/** A `.vmsync` file on its way to main. */
import { VmsError } from '../../../src-contract/errors.ts';

/** Main takes 32,000,000 characters of base64. */
export const TRANSFER_MAX_MB = 24;
const MAX_BYTES = TRANSFER_MAX_MB * 1_000_000;
const BATCH = 32_766; // three bytes become four characters, so that batches join without padding between them

/** The file's bytes in base64, or `null` when it is too large to be one. Rejects `unavailable` when it cannot be read. */
export async function readTransfer(file: File): Promise<string | null> {
  if (file.size > MAX_BYTES) return null;
  const content = await file.arrayBuffer().catch((cause: unknown) => {
    throw new VmsError('unavailable', 'transfer-unreadable', {}, cause);
  });
  return base64Of(new Uint8Array(content));
}

export function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += BATCH) {
    text += btoa(String.fromCharCode(...bytes.subarray(from, from + BATCH)));
  }
  return text;
}
