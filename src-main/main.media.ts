/** Entry of the media process: FFmpeg children and everything that reads bytes from cameras live here, apart from main. */
import { createLog } from './base/log.ts';
import { systemClock } from './base/clock.ts';
import { connectServiceSide } from './hosts/service-side.ts';
import { MediaService } from './media/media-service.ts';

const log = createLog(
  (line) => process.stderr.write(`${line}\n`),
  () => new Date(),
  { process: 'media' },
);

process.on('uncaughtException', (failure) => {
  log.error('media process failed', { failure });
  process.exit(1);
});

new MediaService({
  side: connectServiceSide(),
  clock: systemClock,
  random: Math.random,
  log,
  environment: process.env,
  onStopped: () => {
    process.exit(0);
  },
});
