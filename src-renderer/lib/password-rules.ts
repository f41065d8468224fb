/** What the province asks of a new password (R-SEC-05), as far as a window can see it; the server decides. */

const LENGTH = 14;
/** With a second factor this many are enough, of any kind. */
const LENGTH_WITH_CODE = 8;
const classes = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{N}]/u] as const;

export interface PasswordFacts {
  readonly long: boolean;
  readonly fourClasses: boolean;
}

export function passwordFacts(password: string): PasswordFacts {
  return { long: Array.from(password).length >= LENGTH, fourClasses: classes.every((one) => one.test(password)) };
}

export type PasswordProblem = 'short' | 'same' | 'differs';

/** What makes asking the server useless; `null` when it may be asked. */
export function passwordProblem(typed: {
  readonly current: string;
  readonly next: string;
  readonly again: string;
}): PasswordProblem | null {
  if (Array.from(typed.next).length < LENGTH_WITH_CODE) return 'short';
  if (typed.next === typed.current) return 'same';
  return typed.next === typed.again ? null : 'differs';
}
