/** What is typed to sign in, and whether it can be sent; pure. */
import type { SignedOut } from '../../stores/session-screen.ts';
import type { SignInWay } from '../../stores/session-store.ts';

export interface SignInForm {
  readonly login: string;
  readonly password: string;
  /** `null` while no code is asked for. */
  readonly code: string | null;
  /** What the person proves themselves with; `passphrase`: the one of this workstation, never sent anywhere. */
  readonly by: 'password' | 'passphrase';
}

export type SignInProblems = Partial<Record<'login' | 'password' | 'code', 'required' | 'code-shape'>>;

export function signInProblems({ login, password, code }: SignInForm): SignInProblems {
  return {
    ...(login.trim() === '' ? { login: 'required' as const } : {}),
    ...(password === '' ? { password: 'required' as const } : {}),
    ...(code !== null && !/^[0-9]{6}$/u.test(codeDigits(code)) ? { code: 'code-shape' as const } : {}),
  };
}

type Remembered = SignedOut['remembered'][number];

/** Who can be chosen now: a passphrase of this workstation opens it only while the province is away. */
export function peopleToChoose({ remembered, ways, reach }: SignedOut): readonly Remembered[] {
  return remembered.filter(({ by }) => (by === 'password' ? ways.password : reach === 'offline'));
}

/** @param picked a login, `null` for somebody else, `undefined` while nobody was chosen: then the newest */
export function chosenPerson(session: SignedOut, picked: string | null | undefined): Remembered | null {
  const people = peopleToChoose(session);
  const known = people.find(({ login }) => login === picked);
  if (known !== undefined) return known;
  return picked === undefined || !session.ways.password ? (people[0] ?? null) : null;
}

/** Authenticators show `123 456`. */
const codeDigits = (code: string): string => code.replace(/\s/gu, '');

export function signInWay({ login, password, code, by }: SignInForm): SignInWay {
  if (by === 'passphrase') return { kind: 'passphrase', login: login.trim(), passphrase: password };
  const way = { kind: 'password', login: login.trim(), password } as const;
  return code === null ? way : { ...way, totp: codeDigits(code) };
}
