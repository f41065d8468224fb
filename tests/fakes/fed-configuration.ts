/** A configuration kept by hand: the real database and memory, fed page by page by the feed server of the tests. */
import { silentLog } from '../../src-main/base/log.ts';
import { openConfigDatabase, type ConfigDatabase } from '../../src-main/cache/config/config-database.ts';
import { ConfigurationKeeper } from '../../src-main/services/configuration/configuration-keeper.ts';
import { ConfigurationMemory } from '../../src-main/services/configuration/configuration-memory.ts';
import { FEED_DAY_MS, feedKeys, type FeedServer } from './feed-server.ts';

export interface FedConfiguration {
  readonly database: ConfigDatabase;
  readonly memory: ConfigurationMemory;
  readonly keeper: ConfigurationKeeper;
  /** Server time, ms. */
  readonly time: { nowMs: number };
  /** Asks until a checkpoint is applied; returns how the last page was received. */
  readonly pull: (server: FeedServer, limit?: number) => Promise<string>;
}

export async function openFedConfiguration(directory: string, nowMs = FEED_DAY_MS): Promise<FedConfiguration> {
  const workerUrl = new URL('../../src-main/cache/config/worker.ts', import.meta.url);
  const database = await openConfigDatabase({ workerUrl, directory, log: silentLog });
  const memory = new ConfigurationMemory();
  const time = { nowMs };
  const keeper = new ConfigurationKeeper({ database, memory, belief: () => ({ keys: feedKeys, atMs: time.nowMs }), log: silentLog });
  await keeper.load();
  return {
    database,
    memory,
    keeper,
    time,
    pull: async (server, limit = 500) => {
      for (;;) {
        const { kind } = await keeper.receive(await nextPage(database, server, limit));
        if (kind === 'applied' || kind === 'refused') return kind;
      }
    },
  };
}

async function nextPage(database: ConfigDatabase, server: FeedServer, limit: number) {
  const step = await database.ask('nextStep', {});
  if (step.kind === 'snapshot') {
    const page = server.snapshot(step.page, limit);
    if (page === null) throw new Error('forgotten');
    return { kind: 'snapshot', asked: step.page, page } as const;
  }
  const page = server.changes(step.since, limit);
  if (page === null) throw new Error('forgotten');
  return { kind: 'changes', asked: step.since, page } as const;
}
