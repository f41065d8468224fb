/** What a passphrase must be with which somebody signs in at one workstation while the province is away. Pure. */

/** As a password with a second factor (R-SEC-05): this machine, without which the passphrase opens nothing, is the other one. */
export const PASSPHRASE_LENGTH = 8;
const FEWEST_LETTERS = 4;

export type PassphraseProblem = 'short' | 'plain' | 'login';

/** The machine decides; a window asks the same, to say it while somebody types. `null`: good enough. */
export function passphraseProblem(passphrase: string, login: string): PassphraseProblem | null {
  const text = passphrase.normalize('NFC').toLowerCase();
  const letters = Array.from(text);
  if (letters.length < PASSPHRASE_LENGTH) return 'short';
  if (new Set(letters).size < FEWEST_LETTERS || isRun(letters)) return 'plain';
  return text.includes(login.toLowerCase()) ? 'login' : null;
}

/** `12345678`, `hgfedcba`: every step the same. */
function isRun(letters: readonly string[]): boolean {
  const points = letters.map((letter) => letter.codePointAt(0) ?? 0);
  const steps = points.slice(1).map((point, at) => point - (points[at] ?? 0));
  return steps.every((step) => step === steps[0]);
}
