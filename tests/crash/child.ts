/** Appends until it is killed, and says the number of each entry once it is on disk: `node child.ts DIRECTORY`. */
import { writeSync } from 'node:fs';
import { openLedger } from '../../src-main/cache/ledger/open-ledger.ts';
import { draftOf } from '../fakes/ledger-book.ts';
import { crashPlace } from './place.ts';

const { writer } = openLedger(crashPlace(process.argv[2] ?? ''));
for (;;) {
  const [place] = writer.append([draftOf('live.start')]);
  writeSync(1, `${String(place?.seq)}\n`);
}
