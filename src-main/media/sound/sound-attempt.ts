import type { Clock } from '../../base/clock.ts';
import { goodAfterMs } from '../session-rules.ts';
import type { StreamSource } from '../source.ts';
import type { OpenSoundSource, SoundEnd, SoundSink, SoundUnit } from './sound-source.ts';

export interface SoundOutcome {
  readonly reason: SoundEnd;
  readonly heard: boolean;
  /** It lasted long enough to forget earlier failures. */
  readonly good: boolean;
}

const firstSoundMs = 10_000;
const silentMs = 5000;
const watchEveryMs = 500;

/** One connection from dial to end, watched for silence; `null` when `signal` ended it. Nothing of it is left when this resolves. */
export async function hearOnce(
  open: OpenSoundSource,
  source: StreamSource,
  clock: Clock,
  events: Omit<SoundSink, 'ended'>,
  signal: AbortSignal,
): Promise<SoundOutcome | null> {
  const end = Promise.withResolvers<SoundEnd | null>();
  const startedAt = clock.now();
  const heard: { first: number | null; last: number | null } = { first: null, last: null };
  const pull = open(source, {
    format: (format) => {
      events.format(format);
    },
    unit: (unit: SoundUnit) => {
      heard.first ??= unit.arrivalMs;
      heard.last = unit.arrivalMs;
      events.unit(unit);
    },
    ended: end.resolve,
  });
  const watch = clock.every(watchEveryMs, () => {
    const limitMs = heard.last === null ? firstSoundMs : silentMs;
    if (clock.now() - (heard.last ?? startedAt) >= limitMs) end.resolve(heard.last === null ? 'timeout' : 'stalled');
  });
  const abort = (): void => {
    end.resolve(null);
  };
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  const reason = await end.promise;
  signal.removeEventListener('abort', abort);
  watch.dispose();
  await pull.dispose();
  if (reason === null || signal.aborted) return null;
  return { reason, heard: heard.first !== null, good: heard.first !== null && clock.now() - heard.first >= goodAfterMs };
}
