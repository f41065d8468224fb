/** The first start: the demo province into an empty database. */
import { addAccount } from '../sessions/accounts.ts';
import { commit } from '../feed/feed.ts';
import { people, demoPeople } from '../seed/people.ts';
import { buildSeed } from '../seed/seed.ts';
import type { SeedOptions } from '../seed/seed.ts';
import { one } from './database.ts';
import type { Database, Transaction } from './database.ts';

export interface CameraAccount {
  readonly username: string;
  readonly password: string;
}

const addAccounts = async (transaction: Transaction, nowMs: number): Promise<void> => {
  const known = new Map(demoPeople.map((person) => [person.user.id, person]));
  for (const user of people(nowMs)) {
    const person = known.get(user.id);
    await addAccount(transaction, {
      userId: user.id,
      login: user.login,
      password: person?.password ?? null,
      totpSecret: person?.totpSecret ?? null,
      mustChange: false,
    });
  }
};

/** Seeds once; a database that was seeded before stays as it is. @returns whether it was empty */
export const fillDatabase = (database: Database, options: SeedOptions, cameraAccount: CameraAccount): Promise<boolean> =>
  database.transaction(async (transaction) => {
    await transaction.lock('seed');
    if ((await one(transaction.all(`SELECT value FROM fact WHERE name = 'seed'`))) !== null) return false;
    const changes = buildSeed(options);
    await commit(transaction, options.nowMs, changes);
    await addAccounts(transaction, options.nowMs);
    await transaction.insertAll(
      'INSERT INTO credential (camera_id, credential_rev, username, password)',
      changes
        .filter(({ type, id }) => type === 'camera' && id.startsWith('cam-'))
        .map(({ id }) => [id, 1, cameraAccount.username, cameraAccount.password]),
    );
    await transaction.run(`INSERT INTO fact (name, value) VALUES ('seed', ?)`, String(options.seed));
    return true;
  });
