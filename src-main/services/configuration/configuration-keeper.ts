/** Joins `config.db` and the configuration in memory: what is applied on the disk is at once what the program decides by. */
import type { TrustKey } from '../../../src-contract/province/schemas.ts';
import type { Belief, FeedPage } from '../../base/sync/page.ts';
import type { Log } from '../../base/log.ts';
import type { ConfigDatabase } from '../../cache/config/config-database.ts';
import type { Received } from '../../cache/config/receive.ts';
import type { ConfigPlace } from '../sync/step.ts';
import type { ConfigurationMemory } from './configuration-memory.ts';

export interface KeeperNeeds {
  readonly database: Pick<ConfigDatabase, 'ask'>;
  readonly memory: ConfigurationMemory;
  /** Whom to believe, and server time as best known. */
  readonly belief: () => Belief;
  readonly log: Log;
}

export class ConfigurationKeeper {
  readonly #needs: KeeperNeeds;
  #checkpointId: number | null = null;
  #refused = 0;

  constructor(needs: KeeperNeeds) {
    this.#needs = needs;
  }

  /** Of what is in use; `null`: nothing is. */
  get checkpointId(): number | null {
    return this.#checkpointId;
  }

  /** Items that came and are not used. */
  get refusedItems(): number {
    return this.#refused;
  }

  /** At start, and after every snapshot. What lies on the disk is believed as far as the province's signature reaches. */
  async load(): Promise<void> {
    const { database, memory, belief, log } = this.#needs;
    const { keys, atMs } = belief();
    await database.ask('endConsents', { atMs });
    const contents = await database.ask('contents', { keys: ownKeys(keys) });
    if (contents.kind === 'disbelieved')
      log.error('configuration on the disk is not the province’s, fetched anew', { reason: contents.reason });
    this.#checkpointId = contents.kind === 'held' ? contents.checkpointId : null;
    this.#refused = contents.kind === 'held' ? contents.refused : 0;
    if (contents.kind === 'held') memory.replaceAll(contents.items);
  }

  /** What the loop asks of `config.db`. */
  place(): ConfigPlace {
    const { database } = this.#needs;
    return {
      nextStep: () => database.ask('nextStep', {}),
      receive: (page) => this.receive(page),
      startAgain: () => database.ask('startAgain', {}),
    };
  }

  async receive(page: FeedPage): Promise<Received> {
    const { database, memory, belief } = this.#needs;
    const { keys, atMs } = belief();
    const { received, items } = await database.ask('receive', { page, belief: { keys: ownKeys(keys), atMs } });
    if (received.kind !== 'applied') return received;
    if (items === null) {
      await this.load();
      return received;
    }
    memory.apply(items);
    this.#checkpointId = received.checkpointId;
    this.#refused = await database.ask('countRefused', {});
    return received;
  }

  /** To be called every minute or so: a consent may end between two checkpoints. */
  async endConsents(): Promise<void> {
    const { database, memory, belief } = this.#needs;
    const ended = await database.ask('endConsents', { atMs: belief().atMs });
    if (ended.length === 0) return;
    this.#refused += ended.length;
    memory.apply(ended.map((id) => ({ type: 'camera', id, rev: null, document: null, effect: 'tightens' })));
  }

  /** The workstation left its province, or joined another. */
  async forget(): Promise<void> {
    await this.#needs.database.ask('forget', {});
    this.#needs.memory.replaceAll([]);
    this.#checkpointId = null;
    this.#refused = 0;
  }
}

/** Plain values only: what crosses to the worker is cloned. */
const ownKeys = (keys: readonly TrustKey[]): readonly TrustKey[] => keys.map((key) => ({ ...key }));
