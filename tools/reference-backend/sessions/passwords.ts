/** Passwords: argon2id, and what a new one must be (R-SEC-05). */
import { hash, verify } from '@node-rs/argon2';

/** OWASP's minimum for argon2id: 19 MiB, two passes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const REMEMBERED = 10;

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), COST);
export const passwordFits = (stored: string, password: string): Promise<boolean> => verify(stored, password.normalize('NFC'));

const classesOf = (password: string): number =>
  [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u].filter((pattern) => pattern.test(password)).length;

export type PasswordFault = 'short' | 'simple' | 'used-before';

/** What is wrong with a new password; `used` are the hashes of the last ones, the current one included. */
export const passwordFault = async (password: string, secondFactor: boolean, used: readonly string[]): Promise<PasswordFault | null> => {
  const length = Array.from(password.normalize('NFC')).length;
  if (length < (secondFactor ? 8 : 14)) return 'short';
  if (!secondFactor && classesOf(password) < 4) return 'simple';
  for (const old of used.slice(-REMEMBERED)) if (await passwordFits(old, password)) return 'used-before';
  return null;
};
