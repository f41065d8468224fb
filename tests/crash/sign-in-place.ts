/** The people of a workstation over its real storage and its real vault, for tests that kill it. */
import { join } from 'node:path';
import { epochMs } from '../../src-contract/time.ts';
import { usualLockOut } from '../../src-main/base/lock-out.ts';
import { silentLog } from '../../src-main/base/log.ts';
import { openLocalDatabase } from '../../src-main/cache/local-database.ts';
import { openVault } from '../../src-main/cache/vault.ts';
import { Remembered } from '../../src-main/services/remembered.ts';
import { People, storedPeopleSchema } from '../../src-main/services/session/people.ts';
import { SealedMemory } from '../../src-main/services/session/sealed-memory.ts';
import { user } from '../fakes/rights-world.ts';

export interface SignInPlace {
  readonly people: People;
  readonly login: string;
  /** The person signs in with the province, and has this password here from now on. */
  remember(password: string): Promise<void>;
  close(): Promise<void>;
}

/** A keystore is the host's; this one keeps the key as it is. */
const wrapper = {
  backend: 'test',
  wrap: (plain: Uint8Array) => Promise.resolve(plain),
  unwrap: (wrapped: Uint8Array) => Promise.resolve(wrapped),
};

export async function openSignInPlace(directory: string, random: (bytes: number) => Uint8Array): Promise<SignInPlace> {
  const workerUrl = new URL('../../src-main/cache/worker.ts', import.meta.url);
  const database = await openLocalDatabase({ workerUrl, directory, log: silentLog });
  const vault = await openVault({ file: join(directory, 'vault.json'), wrapper, random, log: silentLog });
  const memory = new SealedMemory(await Remembered.load(database), vault, 'people', storedPeopleSchema);
  const people = new People({ memory, random, now: () => epochMs(Date.now()), lockOut: () => usualLockOut });
  return {
    people,
    login: user.login,
    remember: (password) => {
      const issuedAt = new Date().toISOString();
      const deviceId = '0193c1a0-5b7f-7000-9000-3f0a9d1c2b12';
      const grace = { userId: user.id, login: user.login, deviceId, roleIds: ['operator'], issuedAt, graceS: 86_400 };
      return people.remember(user, grace, password);
    },
    close: () => database.close(),
  };
}
