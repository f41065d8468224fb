/** What a person is asked by the program itself after signing in, one thing after the other; pure. */
import type { SessionState } from '../../../src-contract/model/session.ts';

export type Prompt = 'take-over' | 'purpose' | 'offline-passphrase';

/** @param asked what this person was asked in this session already: nothing is asked twice */
export function nextPrompt(session: SessionState, asked: ReadonlySet<Prompt>): Prompt | null {
  if (session.kind !== 'signed-in' || session.mustChangePassword) return null;
  if (session.handOver !== null && !asked.has('take-over')) return 'take-over';
  if (session.purpose === null && !asked.has('purpose')) return 'purpose';
  const wanting = session.passphrase === 'unset' && session.mode === 'online';
  return wanting && !asked.has('offline-passphrase') ? 'offline-passphrase' : null;
}
