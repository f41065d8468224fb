import { setTimeout as delay } from 'node:timers/promises';

/** Polls until the check gives a value that is neither `null`, `undefined` nor `false`; says what was waited for when it never does. */
export async function eventually<T>(
  what: string,
  timeoutMs: number,
  check: () => Promise<T | null | undefined | false> | T | null | undefined | false,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  let last: unknown;
  do {
    try {
      const value = await check();
      if (value !== null && value !== undefined && value !== false) return value;
    } catch (failure) {
      last = failure;
    }
    await delay(100);
  } while (performance.now() < deadline);
  throw new Error(`not within ${timeoutMs} ms: ${what}`, { cause: last });
}
