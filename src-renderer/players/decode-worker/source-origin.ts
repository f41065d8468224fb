import type { SourceOrigin, StreamConfig } from '../../../src-contract/link/messages.ts';

/** Which source a stream comes from, and why; `null` while its media process does not say. */
export function originOf(config: StreamConfig | null): SourceOrigin | null {
  if (config?.source === undefined || config.sourceReason === undefined) return null;
  return { source: config.source, reason: config.sourceReason };
}
