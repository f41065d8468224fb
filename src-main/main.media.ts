/** Entry of the media process: FFmpeg children and everything that reads bytes from cameras live here, apart from main. */
import { createLog } from './base/log.ts';
import { LogThrottle, throttledLog } from './base/log-throttle.ts';
import { systemClock } from './base/clock.ts';
import { connectServiceSide } from './hosts/service-side.ts';
import type { MediaEvent } from './media/control.ts';
import { MediaService } from './media/media-service.ts';
import { repeatingLine } from './media/repeating-lines.ts';

const side = connectServiceSide();
const everyLine = createLog(
  (line) => {
    side.send({ kind: 'log', line: line.slice(0, 65_536) } satisfies MediaEvent);
  },
  () => new Date(),
  { process: 'media' },
);
const log = throttledLog(everyLine, new LogThrottle(systemClock), repeatingLine);

process.on('uncaughtException', (failure) => {
  // Last words: what is sent now may not leave this process any more.
  createLog(
    (line) => process.stderr.write(`${line}\n`),
    () => new Date(),
  ).error('media process failed', { failure });
  process.exit(1);
});

new MediaService({
  side,
  clock: systemClock,
  random: Math.random,
  log,
  environment: process.env,
  onStopped: () => {
    process.exit(0);
  },
});
