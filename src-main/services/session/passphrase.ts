/** Whether somebody may have a passphrase of this workstation, for the time the province is away; and what is written of it. */
import { VmsError } from '../../../src-contract/errors.ts';
import { passphraseProblem } from '../../../src-contract/model/offline-passphrase.ts';
import type { Deed } from '../audit/audit.ts';
import type { Occupant } from './seat.ts';

/** @throws VmsError that says why not */
export function passphraseMayBeSet({ passphrase: offered, standing: { kind }, user }: Occupant, passphrase: string): void {
  if (offered === 'not-offered') throw new VmsError('unsupported', 'passphrase-not-offered');
  // Whoever knows the passphrase only could otherwise keep the person out, or stay in after it was changed.
  if (kind !== 'online') throw new VmsError('unavailable', 'passphrase-needs-province');
  const problem = passphraseProblem(passphrase, user.login);
  if (problem !== null) throw new VmsError('invalid-argument', 'passphrase-weak', { problem });
}

/** The passphrase itself is nowhere in it. */
export function passphraseDeed({ user }: Occupant, step: 'set' | 'removed'): Deed {
  return {
    action: 'config.change',
    object: { kind: 'user', id: user.id, label: user.name },
    params: { what: 'offline-passphrase', step },
  };
}
