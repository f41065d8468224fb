import { CATCH_UP_QUEUE_BOUND } from './stream-machine.ts';

/** How far behind a decoder is: units it has not begun, and how old the newest is. */
export interface DecoderPressure {
  readonly queued: number;
  readonly ageMs: number;
}

/** The same of a replay: a seek brings a whole group at once, which has to be decoded; only more than a start may bring is too much. */
export function pressureOfReplay(queued: number): DecoderPressure {
  return { queued: queued > CATCH_UP_QUEUE_BOUND ? queued : 0, ageMs: 0 };
}
