/** What happens by itself while a workstation is a member: asking whether all still holds, keeping the time, locking an idle seat. */
import type { Clock } from '../../base/clock.ts';
import { DisposableStore, type Disposable } from '../../base/disposable.ts';
import { driftNews, type DriftLevel } from '../../base/clock-drift.ts';
import type { ClockJump, ClockOffset, ServerClock, StoredTime } from '../../base/server-clock.ts';
import type { Log } from '../../base/log.ts';

/** A revoked person is out after this and one answer; 60 s are promised. */
export const POLL_MS = 15_000;
const TIME_MS = 30_000;
const IDLE_CHECK_MS = 5000;
const TRUST_MS = 3_600_000;

export interface WatchNeeds {
  readonly clock: Clock;
  readonly serverClock: ServerClock;
  readonly keepTime: (time: StoredTime) => Promise<void>;
  readonly jumped: (jump: ClockJump) => void;
  /** This machine's clock is off by more, or less, than before. */
  readonly drifted: (level: DriftLevel, offset: ClockOffset) => void;
  /** The province's time is other than it was taken for: what depends on it is asked again. */
  readonly timeChanged: () => void;
  readonly poll: () => Promise<void>;
  readonly checkIdle: () => Promise<void>;
  /** Trust bundle and own certificate. */
  readonly refreshTrust: () => Promise<void>;
  readonly log: Log;
}

export function watchMembership(needs: WatchNeeds): Disposable {
  const { clock, log } = needs;
  const owned = new DisposableStore();
  const repeat = (what: string, periodMs: number, act: () => Promise<void>): (() => void) => {
    let running = false;
    const once = (): void => {
      if (running) return;
      running = true;
      act()
        .catch((failure: unknown) => {
          log.error('session watch failed', { what, failure });
        })
        .finally(() => (running = false));
    };
    owned.add(clock.every(periodMs, once));
    return once;
  };
  let level: DriftLevel = 'right';
  owned.add(needs.serverClock.corrected.on(needs.timeChanged));
  repeat('time', TIME_MS, () => {
    level = tellDrift(needs, level);
    return keepTime(needs);
  });
  repeat('idle', IDLE_CHECK_MS, needs.checkIdle);
  repeat('trust', TRUST_MS, needs.refreshTrust)();
  repeat('poll', POLL_MS, needs.poll)();
  return owned;
}

function tellDrift({ serverClock, drifted }: WatchNeeds, before: DriftLevel): DriftLevel {
  const offset = serverClock.offset();
  const news = driftNews(before, offset);
  if (news === null || offset === null) return before;
  drifted(news, offset);
  return news;
}

async function keepTime({ serverClock, jumped, timeChanged, keepTime: keep }: WatchNeeds): Promise<void> {
  const jump = serverClock.tick();
  if (jump !== null) {
    jumped(jump);
    timeChanged();
  }
  await keep(serverClock.toStore());
}
