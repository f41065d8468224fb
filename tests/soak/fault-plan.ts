/** What goes wrong when: drawn once from a seed, so that two runs suffer alike. */
import type { FaultInput } from '../../tools/camera-sim/faults.ts';
import type { RandomSource } from '../../tools/camera-sim/random.ts';

export type Trouble =
  /** A fault of the simulator; standing ones end after `seconds`. */
  | { readonly kind: 'fault'; readonly camera: number; readonly fault: FaultInput; readonly seconds: number }
  /** The camera's password is another for so long. */
  | { readonly kind: 'password'; readonly camera: number; readonly seconds: number }
  | { readonly kind: 'kill-ffmpeg' }
  | { readonly kind: 'kill-media' };

export interface PlannedTrouble {
  readonly atSeconds: number;
  readonly trouble: Trouble;
}

export interface PlanFacts {
  readonly cameras: number;
  /** Cameras that ask for a password. */
  readonly protectedCameras: readonly number[];
  /** Cameras read over UDP, where packets can be lost. */
  readonly udpCameras: readonly number[];
  /** The media process is killed once, early: its successor is what the slope is taken of. */
  readonly killMediaAtSeconds: number;
  readonly fromSeconds: number;
  readonly untilSeconds: number;
}

/** On average one a `meanGapSeconds`. */
const meanGapSeconds = 9;
/** Longest time any trouble lasts: the calm at the end must be calm. */
const longestSeconds = 20;
/** A wrong password is asked again after a minute or more, to spare the account; it must be right again long before the end. */
const passwordCalmSeconds = 240;

export function planTroubles(facts: PlanFacts, random: RandomSource): readonly PlannedTrouble[] {
  const plan: PlannedTrouble[] = [{ atSeconds: facts.killMediaAtSeconds, trouble: { kind: 'kill-media' } }];
  for (let at = facts.fromSeconds; ;) {
    at += meanGapSeconds * (0.4 + 1.2 * random.next());
    if (at > facts.untilSeconds - longestSeconds) return plan;
    const trouble = drawTrouble(facts, random, at < facts.untilSeconds - passwordCalmSeconds);
    plan.push({ atSeconds: Math.round(at * 10) / 10, trouble });
  }
}

function drawTrouble(facts: PlanFacts, random: RandomSource, mayBarAccount: boolean): Trouble {
  const camera = 1 + random.integer(facts.cameras);
  const one = (cameras: readonly number[]): number => cameras[random.integer(cameras.length)] ?? camera;
  const fault = (input: FaultInput, seconds = 0, which = camera): Trouble => ({ kind: 'fault', camera: which, fault: input, seconds });
  switch (random.integer(13)) {
    case 0:
      return fault({ kind: 'stall' }, 8);
    case 1:
      return fault({ kind: 'stall', keepAlive: false }, 12);
    case 2:
      return fault({ kind: 'drop' });
    case 3:
      return fault({ kind: 'reset' });
    case 4:
      return fault({ kind: 'reboot', seconds: 4 + random.integer(8), mode: random.integer(2) === 0 ? 'refuse' : 'ignore' });
    case 5:
      return fault({ kind: 'loss', percent: 3 }, 15, one(facts.udpCameras));
    case 6:
      return fault({ kind: 'garbage', layer: 'rtp', percent: 5 }, 10);
    case 7:
      return fault({ kind: 'switch', to: 'main' }, 12);
    case 8:
      return fault({ kind: 'clock-jump', seconds: random.integer(2) === 0 ? -600 : 600 });
    case 9:
      return fault({ kind: 'stale-nonce' }, 0, one(facts.protectedCameras));
    case 10:
      return fault({ kind: 'slow', bytesPerSecond: 20_000 }, 10);
    case 11:
      return mayBarAccount ? { kind: 'password', camera: one(facts.protectedCameras), seconds: 10 } : fault({ kind: 'drop' });
    default:
      return { kind: 'kill-ffmpeg' };
  }
}
