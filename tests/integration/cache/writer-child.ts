/** Child of the kill test: stores cameras one after another and prints each number once it is acknowledged. */
import { openLocalDatabase } from '../../../src-main/cache/local-database.ts';
import { silentLog } from '../../../src-main/base/log.ts';
import { cameraRow } from '../../fakes/camera-rows.ts';

const [directory = '', first = '1'] = process.argv.slice(2);
const database = await openLocalDatabase({
  workerUrl: new URL('../../../src-main/cache/worker.ts', import.meta.url),
  directory,
  log: silentLog,
});
for (let number = Number(first); ; number += 1) {
  await database.query('storeCameras', { rows: [cameraRow(number)], changedAtMs: number });
  process.stdout.write(`${number}\n`);
}
