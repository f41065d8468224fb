import type { LinkRecord } from '../../../src-contract/link/records.ts';

/** The JSON a record carries; `null` where it is not what it should be, which is a bug of ours on the other side. */
export function parse<T>(
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
  record: LinkRecord,
): T | null {
  try {
    const parsed = schema.safeParse(JSON.parse(new TextDecoder().decode(record.payload)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
