import { describe, expect, it } from 'vitest';
import { noVelocity, type PtzVelocity } from '../../../../../src-contract/model/ptz.ts';
import {
  AUTO_RELEASE_MS,
  COMMAND_GAP_MS,
  DEAD_MAN_MS,
  DEVICE_TIMEOUT_MS,
  REPEAT_MOVE_MS,
  SECOND_STOP_MS,
} from '../../../../../src-main/services/ptz/ptz-rules.ts';
import {
  idleSession,
  mayTake,
  step,
  wakeAtMs,
  type Effect,
  type Mover,
  type Session,
  type SessionEvent,
} from '../../../../../src-main/services/ptz/ptz-session.ts';

const right: PtzVelocity = { ...noVelocity, pan: 1 };
const left: PtzVelocity = { ...noVelocity, pan: -1 };
const lan: Mover = { userId: 'u-lan', name: 'Lan', windowId: 'w1', level: 120 };
const hung: Mover = { userId: 'u-hung', name: 'Hùng', windowId: 'w2', level: 200 };
const minh: Mover = { userId: 'u-minh', name: 'Minh', windowId: 'w3', level: 120 };

/** Events at their times, with `time` told wherever it is due; returns every effect with its time. */
class Bench {
  state: Session = idleSession;
  nowMs = 0;
  readonly done: { readonly at: number; readonly effect: Effect }[] = [];

  at(ms: number, event?: SessionEvent): this {
    for (let due = wakeAtMs(this.state); due !== null && due <= ms; due = wakeAtMs(this.state)) {
      this.nowMs = Math.max(this.nowMs, due);
      this.#feed({ kind: 'time' });
    }
    this.nowMs = ms;
    if (event !== undefined) this.#feed(event);
    return this;
  }

  kinds(): string[] {
    return this.done.map(({ effect }) => effect.kind);
  }

  times(kind: Effect['kind']): number[] {
    return this.done.filter(({ effect }) => effect.kind === kind).map(({ at }) => at);
  }

  #feed(event: SessionEvent): void {
    const { state, effects } = step(this.state, event, this.nowMs);
    this.state = state;
    for (const effect of effects) this.done.push({ at: this.nowMs, effect });
  }
}

const intent = (velocity: PtzVelocity, by = lan): SessionEvent => ({ kind: 'intent', by, velocity });
const moved: SessionEvent = { kind: 'moved' };
const stopped = (stop: number, answered = true): SessionEvent => ({ kind: 'stopped', stop, answered });
const release: SessionEvent = { kind: 'end', cause: 'release' };

describe('a held key', () => {
  it('moves at once, is told again before the camera gives up, and stops twice when let go', () => {
    const bench = new Bench().at(0, intent(right)).at(20, moved);
    for (let at = 250; at <= 2500; at += 250) bench.at(at, intent(right)).at(at + 10, moved);
    expect(bench.times('move')).toEqual([0, REPEAT_MOVE_MS, 2 * REPEAT_MOVE_MS]);
    bench.at(2600, release);
    expect(bench.times('stop')).toEqual([2600]);
    bench.at(2620, stopped(1)).at(2900, stopped(2));
    expect(bench.times('stop')).toEqual([2600, 2600 + SECOND_STOP_MS]);
    bench.at(3200, { kind: 'seen', seen: 'standing' });
    expect(bench.state.motion.kind).toBe('still');
    expect(bench.kinds()).toContain('check');
    expect(bench.done.find(({ effect }) => effect.kind === 'ended')?.effect).toMatchObject({
      cause: 'release',
      durationMs: 2600,
      moves: 3,
    });
  });

  it('sends the latest wish only, at most eight a second, and nothing while one is on its way', () => {
    const bench = new Bench();
    for (let at = 0; at < 1000; at += 10) {
      bench.at(at, intent(at % 20 === 0 ? right : left));
      if (bench.state.movesUnderWay > 0) bench.at(at + 5, moved);
    }
    expect(bench.times('move').length).toBeLessThanOrEqual(1 + 1000 / COMMAND_GAP_MS);
    const slow = new Bench().at(0, intent(right)).at(200, intent(left)).at(400, intent(right)).at(600, intent(left));
    expect(slow.times('move')).toEqual([0]);
    slow.at(650, moved);
    expect(slow.done.at(-1)).toEqual({ at: 650, effect: { kind: 'move', velocity: left } });
  });

  it('that is not told again stops by itself', () => {
    const bench = new Bench().at(0, intent(right)).at(10, moved).at(5000);
    expect(bench.times('stop')[0]).toBe(DEAD_MAN_MS);
    expect(bench.done.find(({ effect }) => effect.kind === 'ended')?.effect).toMatchObject({ cause: 'dead-man' });
  });
});

describe('a Stop', () => {
  it('that a move may have overtaken does not count', () => {
    const bench = new Bench().at(0, intent(right)).at(50, release).at(60, stopped(1)).at(220, stopped(2));
    expect(bench.times('check')).toEqual([]);
    bench.at(400, moved).at(410, stopped(2));
    expect(bench.state.motion).toMatchObject({ kind: 'stopping', answered: 0 });
    for (let at = 420; at < 2000; at += 10) {
      bench.at(at);
      const last = bench.done.at(-1)?.effect;
      if (last?.kind === 'stop') bench.at(at + 5, stopped(last.stop));
    }
    expect(bench.times('check').length).toBe(1);
  });

  it('is sent again while the camera says that it moves, and people are told when it goes on', () => {
    const bench = new Bench().at(0, intent(right)).at(10, moved).at(100, release);
    for (let at = 110; at < 6000; at += 10) {
      bench.at(at);
      const last = bench.done.at(-1)?.effect;
      if (last?.kind === 'stop') bench.at(at + 5, stopped(last.stop));
      if (last?.kind === 'check') bench.at(at + 5, { kind: 'seen', seen: 'moving' });
    }
    expect(bench.times('stop').length).toBeGreaterThan(6);
    expect(bench.done.filter(({ effect }) => effect.kind === 'alarm').map(({ effect }) => effect)).toEqual([{ kind: 'alarm', on: true }]);
    expect(bench.state.motion.kind).toBe('stopping');
  });

  it('goes on being tried while nobody answers, and the alarm ends once the camera stands', () => {
    const bench = new Bench().at(0, intent(right)).at(10, moved).at(100, release);
    for (let at = 120; at < 60_000; at += 20) {
      bench.at(at);
      const last = bench.done.at(-1)?.effect;
      if (last?.kind === 'stop') bench.at(at + 10, stopped(last.stop, at > 50_000));
      if (last?.kind === 'check') bench.at(at + 10, { kind: 'seen', seen: 'standing' });
    }
    expect(bench.state.motion.kind).toBe('still');
    expect(bench.done.filter(({ effect }) => effect.kind === 'alarm').map(({ effect }) => effect)).toEqual([
      { kind: 'alarm', on: true },
      { kind: 'alarm', on: false },
    ]);
  });

  it('comes to anything that may move, asked for or not', () => {
    expect(new Bench().at(0, { kind: 'halt' }).kinds()).toEqual(['stop']);
    expect(new Bench().at(0, intent(right)).at(10, { kind: 'use', by: lan }).kinds()).toContain('stop');
  });
});

describe('who has a camera in hand', () => {
  it('is the first of a level, until five seconds without use', () => {
    const bench = new Bench().at(0, intent(right)).at(10, moved).at(100, release);
    expect(mayTake(minh, bench.state.holding)).toBe(false);
    bench.at(110, stopped(1)).at(260, stopped(2)).at(520, { kind: 'seen', seen: 'standing' });
    bench.at(100 + AUTO_RELEASE_MS);
    expect(bench.state.holding).toBeNull();
    expect(mayTake(minh, bench.state.holding)).toBe(true);
  });

  it('is whoever has the higher level; what moved is stopped first', () => {
    const bench = new Bench().at(0, intent(right)).at(10, moved).at(100, intent(left, hung));
    expect(bench.kinds().slice(2)).toEqual(['stop', 'ended', 'began', 'move']);
    expect(bench.state.holding?.by).toEqual(hung);
    bench.at(150, intent(right, lan));
    expect(bench.state.holding?.by).toEqual(hung);
  });

  it('keeps it locked over any pause, but not from a higher level, nor without its window', () => {
    const bench = new Bench().at(0, { kind: 'lock', by: lan }).at(60_000);
    expect(bench.state.holding).toMatchObject({ by: lan, locked: true });
    expect([mayTake(minh, bench.state.holding), mayTake(hung, bench.state.holding)]).toEqual([false, true]);
    expect(new Bench().at(0, { kind: 'lock', by: lan }).at(1, { kind: 'end', cause: 'window-closed' }).state.holding).toBeNull();
    expect(bench.at(60_001, { kind: 'unlock' }).state.holding).toBeNull();
  });
});

/** Mulberry32. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface World {
  readonly honoursTimeout: boolean;
  /** Whether it can say that it moves. */
  readonly tells: boolean;
  /** The camera answers that many Stops and goes on. */
  dropsStops: number;
  linkDownUntilMs: number;
}

/** A command's longest way to the camera, and how long is waited for an answer that does not come. */
const SLOWEST_MS = 400;
const LIMIT_MS = 1500;

/** A wild minute: people, windows and networks do what they like. Returns how long the camera moved after each wish ended, at most. */
function runWild(
  seed: number,
  world: World,
): { readonly longestMs: number; readonly end: Session; readonly movingAtEnd: boolean; readonly lies: number } {
  const random = seeded(seed);
  const queue: { at: number; run: () => void }[] = [];
  const later = (at: number, run: () => void): void => void queue.push({ at, run });
  let now = 0;
  let state: Session = idleSession;
  const camera: { until: number | null } = { until: 0 };
  let wantedUntil = 0;
  let longestMs = 0;
  let lies = 0;
  const moves = (): boolean => camera.until === null || camera.until > now;

  const perform = (effect: Effect): void => {
    const delay = 5 + random() * SLOWEST_MS;
    const lost = now < world.linkDownUntilMs || random() < 0.05;
    const answer = (event: SessionEvent): void => {
      later(now + (lost ? LIMIT_MS : delay * 2), () => {
        feed(event);
      });
    };
    if (effect.kind === 'move') {
      if (!lost) later(now + delay, () => (camera.until = world.honoursTimeout ? now + DEVICE_TIMEOUT_MS : null));
      answer({ kind: 'moved' });
    } else if (effect.kind === 'stop') {
      if (!lost)
        later(now + delay, () => {
          if (world.dropsStops > 0) world.dropsStops -= 1;
          else camera.until = now;
        });
      answer({ kind: 'stopped', stop: effect.stop, answered: !lost });
    } else if (effect.kind === 'check')
      later(now + (lost ? LIMIT_MS : delay), () => {
        feed({ kind: 'seen', seen: lost ? 'failed' : world.tells ? (moves() ? 'moving' : 'standing') : 'unknown' });
      });
  };
  const feed = (event: SessionEvent): void => {
    const next = step(state, event, now);
    state = next.state;
    for (const effect of next.effects) perform(effect);
    if (world.tells && state.motion.kind === 'still' && moves()) lies += 1;
  };

  for (let at = 0; at < 40_000; at += 50 + random() * 400) {
    const chance = random();
    later(at, () => {
      if (chance < 0.6) {
        const by = chance < 0.1 ? hung : lan;
        if (mayTake(by, state.holding)) wantedUntil = now;
        feed(intent({ pan: random() * 2 - 1, tilt: random() < 0.5 ? 0 : 1, zoom: 0, focus: 0 }, by));
      } else if (chance < 0.9) {
        feed(chance < 0.8 ? release : { kind: 'end', cause: chance < 0.85 ? 'window-crashed' : 'right-ended' });
      } else if (chance < 0.93) world.linkDownUntilMs = now + random() * 3000;
      else if (chance < 0.96) feed({ kind: 'use', by: lan });
    });
  }
  for (now = 0; now < 90_000; now += 5) {
    queue.sort((one, other) => one.at - other.at);
    while ((queue[0]?.at ?? Infinity) <= now) queue.shift()?.run();
    const due = wakeAtMs(state);
    if (due !== null && due <= now) feed({ kind: 'time' });
    if (moves()) longestMs = Math.max(longestMs, now - wantedUntil);
  }
  return { longestMs, end: state, movingAtEnd: moves(), lies };
}

describe('whatever happens', () => {
  const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

  it.each([true, false])('no camera moves longer than dead man and twice its timeout after the wish ended (tells: %s)', (tells) => {
    for (const seed of seeds) {
      const { longestMs, end } = runWild(seed, { honoursTimeout: true, tells, dropsStops: seed % 4, linkDownUntilMs: 0 });
      expect(longestMs, `seed ${String(seed)}`).toBeLessThanOrEqual(DEAD_MAN_MS + 2 * DEVICE_TIMEOUT_MS);
      expect(end.motion.kind, `seed ${String(seed)}`).toBe('still');
    }
  });

  it('a camera that ignores its timeout and some Stops is brought to a stand all the same, and never believed to stand before', () => {
    for (const seed of seeds) {
      const { end, movingAtEnd, lies } = runWild(seed, { honoursTimeout: false, tells: true, dropsStops: 5, linkDownUntilMs: 0 });
      expect([end.motion.kind, movingAtEnd, lies], `seed ${String(seed)}`).toEqual(['still', false, 0]);
    }
  });
});
