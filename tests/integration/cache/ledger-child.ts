/** Child of the ledger's kill test: appends one entry after another and prints each number once it is acknowledged. */
import { silentLog } from '../../../src-main/base/log.ts';
import { openLedgerDatabase } from '../../../src-main/cache/ledger/ledger-database.ts';
import { draftOf } from '../../fakes/ledger-book.ts';
import { ledgerStart, ledgerWorkers } from '../../fakes/ledger-start.ts';

// Each start of the program is another, whose monotonic clock begins anew.
const start = ledgerStart(process.argv[2] ?? '', { bootId: `boot-${String(process.pid)}` });
const ledger = await openLedgerDatabase({ ...ledgerWorkers, start, log: silentLog });
for (;;) {
  const [place] = await ledger.ask('append', { drafts: [draftOf('live.start')] });
  process.stdout.write(`${String(place?.seq)}\n`);
}
