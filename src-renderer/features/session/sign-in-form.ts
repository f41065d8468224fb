/** What is typed to sign in, and whether it can be sent; pure. */
import type { SignInWay } from '../../stores/session-store.ts';

export interface SignInForm {
  readonly login: string;
  readonly password: string;
  /** `null` while no code is asked for. */
  readonly code: string | null;
}

export type SignInProblems = Partial<Record<keyof SignInForm, 'required' | 'code-shape'>>;

export function signInProblems({ login, password, code }: SignInForm): SignInProblems {
  return {
    ...(login.trim() === '' ? { login: 'required' as const } : {}),
    ...(password === '' ? { password: 'required' as const } : {}),
    ...(code !== null && !/^[0-9]{6}$/u.test(codeDigits(code)) ? { code: 'code-shape' as const } : {}),
  };
}

/** Authenticators show `123 456`. */
const codeDigits = (code: string): string => code.replace(/\s/gu, '');

export function signInWay({ login, password, code }: SignInForm): SignInWay {
  const way = { kind: 'password', login: login.trim(), password } as const;
  return code === null ? way : { ...way, totp: codeDigits(code) };
}
