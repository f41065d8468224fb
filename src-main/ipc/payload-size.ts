/** How big a payload from a window is, found without ever walking further than the limit. */

const MAX_DEPTH = 40;
const NODE_COST = 8;

/**
 * Whether a payload fits into `limit` characters and a sane depth. Counts strings and keys by length and every
 * other value as 8; safe for cycles and for millions of members, because it stops at the limit.
 */
export function fitsInto(payload: unknown, limit: number): boolean {
  let left = limit;
  const visit = (value: unknown, depth: number): boolean => {
    left -= typeof value === 'string' ? value.length : NODE_COST;
    if (left < 0 || depth > MAX_DEPTH) return false;
    if (typeof value !== 'object' || value === null) return true;
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return (left -= value.byteLength) >= 0;
    if (value instanceof Map || value instanceof Set) return false;
    for (const key of Object.keys(value)) {
      left -= key.length;
      if (!visit(Reflect.get(value, key), depth + 1)) return false;
    }
    return true;
  };
  return visit(payload, 0);
}
