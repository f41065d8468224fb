/** The last fence: takes every secret this program knows out of whatever text it was put into. Pure. */
import { redact } from '../../base/redact.ts';

/** Shorter ones would blot out ordinary words and figures; they are kept out by what is put in, not by this. */
const SHORTEST = 4;
const MASK = '***';

export type MaskText = (text: string) => string;

/** `secrets` as typed; they are found percent-encoded, in base64 and inside JSON too. */
export function maskOf(secrets: readonly string[]): MaskText {
  const forms = new Set(
    secrets
      .filter((secret) => secret.length >= SHORTEST)
      .flatMap((secret) => [
        secret,
        encodeURIComponent(secret.toWellFormed()),
        JSON.stringify(secret).slice(1, -1),
        Buffer.from(secret).toString('base64'),
      ]),
  );
  const longestFirst = [...forms].sort((left, right) => right.length - left.length);
  return (text) => longestFirst.reduce((masked, form) => masked.replaceAll(form, MASK), redact(text));
}

/** The same data with every text in it masked; the names of fields are ours and stay. */
export function masked(value: unknown, mask: MaskText): unknown {
  if (typeof value === 'string') return mask(value);
  if (Array.isArray(value)) return value.map((item: unknown) => masked(item, mask));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]: [string, unknown]) => [name, masked(item, mask)]));
}
