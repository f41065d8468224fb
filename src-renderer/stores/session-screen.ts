/** Which screen a session calls for; pure. Main has already closed what the screen no longer shows. */
import type { SessionState } from '../../src-contract/model/session.ts';

export type SignedOut = Extract<SessionState, { kind: 'signed-out' }>;
export type SignedIn = Extract<SessionState, { kind: 'signed-in' }>;
export type Locked = Extract<SessionState, { kind: 'locked' }>;

export type SessionScreen =
  /** The program. */
  | { readonly kind: 'work' }
  | { readonly kind: 'sign-in'; readonly session: SignedOut }
  /** Signed in, and nothing else may be done before. */
  | { readonly kind: 'change-password'; readonly session: SignedIn }
  /** Nothing of the program is shown. */
  | { readonly kind: 'lock'; readonly session: Locked }
  /** The wall goes on under a bar; nothing of it can be touched. */
  | { readonly kind: 'lock-over-wall'; readonly session: Locked };

export function screenOf(session: SessionState): SessionScreen {
  switch (session.kind) {
    case 'standalone':
      return { kind: 'work' };
    case 'signed-out':
      return { kind: 'sign-in', session };
    case 'signed-in':
      return session.mustChangePassword ? { kind: 'change-password', session } : { kind: 'work' };
    case 'locked':
      return { kind: session.displayOnly ? 'lock-over-wall' : 'lock', session };
  }
}

/** Whether keys and pointer may act on the program at all. */
export function mayTouch(session: SessionState): boolean {
  return screenOf(session).kind === 'work';
}

/** Whose cameras, wall and settings main answers with; a change of it means a new snapshot. */
export function holderOf(session: SessionState): string | null {
  switch (session.kind) {
    case 'standalone':
      return 'standalone';
    case 'signed-out':
      return null;
    case 'signed-in':
    case 'locked':
      return session.person.id;
  }
}
