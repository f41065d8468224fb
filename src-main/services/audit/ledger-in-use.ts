/** The log that entries go to now. Joining a province changes it for another while the program runs; what is asked meanwhile waits. */
import type { LedgerDatabase } from '../../cache/ledger/ledger-database.ts';

export class LedgerInUse implements LedgerDatabase {
  #current: Promise<LedgerDatabase>;
  #opened: LedgerDatabase['opened'];

  constructor(first: LedgerDatabase) {
    this.#current = Promise.resolve(first);
    this.#opened = first.opened;
  }

  get opened(): LedgerDatabase['opened'] {
    return this.#opened;
  }

  readonly ask: LedgerDatabase['ask'] = async (call, args) => (await this.#current).ask(call, args);
  readonly read: LedgerDatabase['read'] = async (call, args) => (await this.#current).read(call, args);

  async close(): Promise<void> {
    await (await this.#current).close();
  }

  /** Closes the one before first. Rejects when the new one cannot be opened: then nothing can be written any more. */
  async replace(open: () => Promise<LedgerDatabase>): Promise<void> {
    const before = this.#current;
    const next = (async () => {
      await (await before).close();
      return open();
    })();
    this.#current = next;
    this.#opened = (await next).opened;
  }
}
