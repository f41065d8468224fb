/** One machine of a run: the real loop over the real SQLite, killed and started again at any moment. */
import { SyncLoop } from '../../src-main/services/sync/sync-loop.ts';
import type { PendingProposal } from '../../src-main/base/sync/proposal.ts';
import type { FeedPage } from '../../src-main/base/sync/page.ts';
import type { Answer } from '../../src-main/base/sync/province-answer.ts';
import type { Clock } from '../../src-main/base/clock.ts';
import { readPosition } from '../../src-main/cache/config/position.ts';
import { documentsOf, rootHashNow } from '../../src-main/cache/config/queries.ts';
import { receivePage, startAgain, type AppliedChange, type Received } from '../../src-main/cache/config/receive.ts';
import { configMigrations } from '../../src-main/cache/config/schema.ts';
import { all, inTransaction, openConnection, type WritableDb } from '../../src-main/cache/database.ts';
import { migrate } from '../../src-main/cache/migrate.ts';
import { migrations } from '../../src-main/cache/migrations/all.ts';
import { addProposals, endProposal, oldestPending } from '../../src-main/cache/queries/proposals.ts';
import { sql } from '../../src-main/cache/sql.ts';
import { FEED_DAY_MS, feedKeys } from '../fakes/feed-server.ts';
import type { Chance } from './chance.ts';
import type { LossyNetwork } from './lossy-network.ts';
import type { ModelProvince } from './model-province.ts';

export interface WorldOfStation {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly network: LossyNetwork;
  readonly province: ModelProvince;
  /** Called with what broke an invariant. */
  readonly broken: (what: string) => void;
}

const PAGE = 4;
/** Stands in every document that must never be written down. */
export const SECRET_MARK = 'khong-duoc-luu';

export class Workstation {
  readonly name: string;
  readonly #world: WorldOfStation;
  readonly local: WritableDb = freshLocal();
  config: WritableDb = freshConfig();
  #life = 0;
  #loop: SyncLoop | null = null;
  #highest = -1;
  /** Every edit made here, with those the machine made of losers. */
  readonly made = new Set<string>();

  constructor(name: string, world: WorldOfStation) {
    this.name = name;
    this.#world = world;
  }

  get running(): boolean {
    return this.#loop !== null;
  }

  start(): void {
    const { clock, chance, province, network } = this.#world;
    const life = (this.#life += 1);
    this.config.connection.exec('DROP TRIGGER IF EXISTS temp.power');
    const here = <T>(act: () => T): Promise<T> => (life === this.#life ? new Promise((resolve) => resolve(act())) : new Promise(() => {}));
    const ask = async <T>(act: () => Answer<T>, spoil: (value: T) => T): Promise<Answer<T>> => {
      const answer = await network.call(this.name, act, spoil);
      return here(() => answer);
    };
    const feed = province.feed;
    this.#loop = new SyncLoop({
      province: {
        snapshot: (page) =>
          ask(
            () => orGone(feed.snapshot(page, PAGE)),
            (value) => ({ ...value, items: value.items.slice(1) }),
          ),
        changes: (since) =>
          ask(
            () => orGone(feed.changes(since, PAGE)),
            (value) => ({ ...value, items: value.items.slice(1) }),
          ),
        propose: (proposalId, content) =>
          ask(
            () => province.propose(proposalId, content),
            (value) => ({ ...value, proposalId: chance.uuid() }),
          ),
      },
      config: {
        nextStep: () => here(() => readPosition(this.config).next),
        receive: (page) => here(() => this.#receive(page)),
        startAgain: () => here(() => startAgain(this.config)),
      },
      proposals: {
        oldest: () => here(() => oldestPending(this.local, null)),
        end: (proposalId, end) =>
          here(() => {
            inTransaction(this.local, () => endProposal(this.local, { proposalId, end, nowMs: 0 }));
            if (end.kind === 'rejected' && end.copy !== null) this.made.add(end.copy.proposalId);
          }),
      },
      facts: { newId: chance.uuid, machine: this.name, time: '00:00' },
      clock,
      random: chance.next,
      everyMs: 45_000,
      onState: () => {},
      onChanges: (changes) => this.#checkOrder(changes),
      onFault: () => this.kill(),
    });
    this.#loop.wake();
  }

  /** As if the power went: nothing that was under way goes on. */
  kill(): void {
    this.#life += 1;
    this.#loop?.dispose();
    this.#loop = null;
  }

  /** config.db was deleted while the program was off. */
  loseConfig(): void {
    this.kill();
    this.config.connection.close();
    this.config = freshConfig();
    this.#highest = -1;
  }

  edit(proposal: PendingProposal): void {
    this.made.add(proposal.proposalId);
    inTransaction(this.local, () => addProposals(this.local, [{ ...proposal, madeMs: 0, madeBy: null }]));
    this.#loop?.wake();
  }

  documents(type: 'camera' | 'layout' | 'scenario'): readonly { readonly rev: string; readonly document: { readonly id: string } }[] {
    return documentsOf(this.config, type);
  }

  #receive(page: FeedPage): Received {
    const { chance, network } = this.#world;
    // A kill inside the transaction: SQLite takes back all of it.
    if (chance.happens(0.03 * network.badness)) this.config.connection.exec(POWER_CUT);
    const received = receivePage(this.config, page, { keys: feedKeys, atMs: FEED_DAY_MS });
    this.check();
    return received;
  }

  /** What must hold at every moment. */
  check(): void {
    const { province, broken } = this.#world;
    const { applied } = readPosition(this.config);
    if (applied === null) {
      if (all(this.config, sql`SELECT 1 FROM item`).length > 0) broken(`${this.name} has items and no cursor`);
    } else {
      if (applied.checkpointId < this.#highest) broken(`${this.name} went back to ${applied.checkpointId}`);
      this.#highest = applied.checkpointId;
      if (rootHashNow(this.config) !== province.feed.rootHash(applied.checkpointId)) broken(`${this.name} is not what its cursor says`);
    }
    const told = JSON.stringify([all(this.config, sql`SELECT document FROM item`), all(this.config, sql`SELECT judgement FROM staged`)]);
    if (told.includes(SECRET_MARK)) broken(`${this.name} wrote down what it must not`);
  }

  #checkOrder(changes: readonly AppliedChange[]): void {
    const firstLoose = changes.findIndex(({ effect }) => effect === 'loosens');
    const late = changes.findLastIndex(({ effect }) => effect === 'tightens');
    if (firstLoose !== -1 && late > firstLoose) this.#world.broken(`${this.name} loosened before it tightened`);
  }
}

const POWER_CUT = `DROP TRIGGER IF EXISTS temp.power; CREATE TEMP TRIGGER power BEFORE UPDATE ON main.feed BEGIN SELECT RAISE(ABORT, 'power cut'); END`;

const orGone = <T>(page: T | null): Answer<T> => (page === null ? { kind: 'gone' } : { kind: 'answered', value: page });

function freshConfig(): WritableDb {
  const db = openConnection(':memory:', { readonly: false });
  migrate(db, configMigrations);
  return db;
}

function freshLocal(): WritableDb {
  const db = openConnection(':memory:', { readonly: false });
  migrate(db, migrations);
  return db;
}
