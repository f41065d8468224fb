/** Child of the kill test: applies one checkpoint after another and says when the first one is in. */
import { openFedConfiguration } from '../../fakes/fed-configuration.ts';
import { feedCamera } from '../../fakes/feed-items.ts';
import { FeedServer } from '../../fakes/feed-server.ts';

const [directory = ''] = process.argv.slice(2);
const server = new FeedServer();
for (let number = 1; number <= 200; number += 1) server.put('camera', { ...feedCamera(`cam-${number}`) });
const { database, pull } = await openFedConfiguration(directory);
// The child before had a province of its own.
await database.ask('forget', {});
for (let round = 1; ; round += 1) {
  for (let number = 1; number <= 200; number += 1) server.put('camera', { ...feedCamera(`cam-${number}`, { name: `Lượt ${round}` }) });
  await pull(server);
  process.stdout.write(`${round}\n`);
}
