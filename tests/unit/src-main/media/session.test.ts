import { describe, expect, it } from 'vitest';
import type { StreamState } from '../../../../src-contract/model/stream-state.ts';
import { silentLog } from '../../../../src-main/base/log.ts';
import { DialQueue } from '../../../../src-main/media/dial-queue.ts';
import { ReplayRings } from '../../../../src-main/media/replay/replay-rings.ts';
import { Session } from '../../../../src-main/media/session.ts';
import type { StreamFormat, StreamUnit } from '../../../../src-main/media/stream-unit.ts';
import type { FeedViewer } from '../../../../src-main/media/unit-feed.ts';
import { createFakeSources } from '../../../fakes/fake-source.ts';
import { createSteppedClock } from '../../../fakes/stepped-clock.ts';

const source = { url: 'rtsp://cam/1', username: null, password: null, transport: 'tcp' } as const;

/** Lets promise chains between two steps of the clock run out. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

function setUp() {
  const clock = createSteppedClock();
  const sources = createFakeSources(clock);
  const states: StreamState[] = [];
  let idle = 0;
  const session = new Session({
    source,
    open: sources.open,
    dials: new DialQueue({ total: 8, perHost: 4 }),
    clock,
    random: () => 0.5,
    log: silentLog,
    ring: new ReplayRings().open().ring,
    onState: (state) => states.push(state),
    onIdle: () => {
      idle += 1;
    },
  });
  return { clock, sources, states, session, idles: () => idle, kinds: () => states.map(({ kind }) => kind) };
}

function viewer(): FeedViewer & { readonly units: StreamUnit[]; readonly formats: StreamFormat[] } {
  const units: StreamUnit[] = [];
  const formats: StreamFormat[] = [];
  return { units, formats, state: () => undefined, format: (format) => formats.push(format), unit: (unit) => units.push(unit) };
}

describe('Session', () => {
  it('dials once for any number of viewers and feeds them all', async () => {
    const { session, sources, kinds } = setUp();
    const viewers = [viewer(), viewer(), viewer()];
    for (const one of viewers) session.attach(one);
    await settle();
    sources.last().announce();
    sources.last().unit(true);
    sources.last().unit(false);
    expect(sources.dials).toHaveLength(1);
    expect(viewers.map(({ units }) => units.length)).toEqual([2, 2, 2]);
    expect(kinds()).toEqual(['queued', 'connecting', 'waiting-keyframe', 'playing']);
  });

  it('gives nothing before a keyframe, and marks the first unit as torn', async () => {
    const { session, sources, states } = setUp();
    const one = viewer();
    session.attach(one);
    await settle();
    sources.last().announce();
    sources.last().unit(false);
    expect(one.units).toEqual([]);
    expect(states.at(-1)).toEqual({ kind: 'waiting-keyframe' });
    sources.last().unit(true);
    sources.last().unit(false);
    expect(one.units.map(({ discontinuity }) => discontinuity)).toEqual([true, false]);
  });

  it('waits for a keyframe from the moment the camera agreed to send, though nothing has come yet', async () => {
    const { session, sources, states } = setUp();
    session.attach(viewer());
    await settle();
    sources.last().sink.began?.();
    expect(states.at(-1)).toEqual({ kind: 'waiting-keyframe' });
    sources.last().announce();
    sources.last().unit(true);
    // Said late: the picture was there first.
    sources.last().sink.began?.();
    expect(states.at(-1)).toEqual({ kind: 'playing' });
  });

  it('keeps the group of pictures for a newcomer', async () => {
    const { session, sources } = setUp();
    session.attach(viewer());
    await settle();
    sources.last().announce();
    for (const keyframe of [true, false, false, true, false]) sources.last().unit(keyframe);
    expect(session.cache.units().map(({ keyframe }) => keyframe)).toEqual([true, false]);
  });

  it('lingers 3 s after the last viewer, then ends the pull and says idle', async () => {
    const { session, sources, clock, idles } = setUp();
    const seat = session.attach(viewer());
    await settle();
    seat.dispose();
    clock.advance(2900);
    const again = session.attach(viewer());
    clock.advance(3000);
    await settle();
    expect(sources.last().disposed).toBe(false);
    again.dispose();
    clock.advance(3000);
    await settle();
    expect([sources.dials.length, sources.last().disposed, idles()]).toEqual([1, true, 1]);
  });

  it('reconnects at 5 s without a unit, and calls it stalled', async () => {
    const { session, sources, clock, states } = setUp();
    session.attach(viewer());
    await settle();
    sources.last().announce();
    for (let unit = 0; unit < 5; unit += 1) sources.last().unit(unit === 0);
    clock.advance(4750);
    await settle();
    expect(states.at(-1)).toEqual({ kind: 'playing' });
    clock.advance(500);
    await settle();
    expect(states.at(-1)).toMatchObject({ kind: 'retrying', reason: 'stalled' });
    clock.advance(300);
    await settle();
    expect(sources.dials).toHaveLength(2);
  });

  it('does not take one late unit for a sign of life, but takes two', async () => {
    const { session, sources, clock, states } = setUp();
    session.attach(viewer());
    await settle();
    sources.last().announce();
    for (let unit = 0; unit < 5; unit += 1) sources.last().unit(unit === 0);
    clock.advance(4500);
    sources.last().unit(false);
    sources.last().unit(false);
    clock.advance(4500);
    await settle();
    expect(states.at(-1)).toEqual({ kind: 'playing' });
    sources.last().unit(false);
    clock.advance(750);
    await settle();
    expect(states.at(-1)).toMatchObject({ kind: 'retrying', reason: 'stalled' });
  });

  it('gives up a dial that brings nothing, as timeout', async () => {
    const { session, clock, states } = setUp();
    session.attach(viewer());
    await settle();
    clock.advance(15_000);
    await settle();
    expect(states.at(-1)).toMatchObject({ kind: 'retrying', reason: 'timeout', inMs: 1000 });
  });

  it('dials at most once a minute after a refused password', async () => {
    const { session, sources, clock } = setUp();
    session.attach(viewer());
    await settle();
    sources.last().end('unauthorised');
    await settle();
    clock.advance(59_999);
    await settle();
    expect(sources.dials).toHaveLength(1);
    clock.advance(30_000);
    await settle();
    expect(sources.dials).toHaveLength(2);
  });

  it('backs off while a camera fails, and forgets it after ten good seconds', async () => {
    const { session, sources, clock, states } = setUp();
    session.attach(viewer());
    const waits: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      await settle();
      sources.last().end('refused');
      await settle();
      const state = states.at(-1);
      const wait = state?.kind === 'retrying' ? state.inMs : -1;
      waits.push(wait);
      clock.advance(wait);
    }
    expect(waits).toEqual([1000, 1000, 2000, 5000]);
    await settle();
    sources.last().announce();
    for (let second = 0; second < 11; second += 1) {
      sources.last().unit(true);
      clock.advance(1000);
    }
    sources.last().end('ended');
    await settle();
    expect(states.at(-1)).toMatchObject({ kind: 'retrying', reason: 'ended', inMs: 250 });
  });

  it('tells the frame interval as hold once it is known', async () => {
    const { session, sources } = setUp();
    const one = viewer();
    session.attach(one);
    await settle();
    sources.last().announce();
    for (let unit = 0; unit < 12; unit += 1) sources.last().unit(true);
    expect(one.formats.map(({ sourceHoldMs }) => sourceHoldMs)).toEqual([0, 40]);
  });

  it('starts anew when somebody comes while it is ending', async () => {
    const { session, sources, clock } = setUp();
    const seat = session.attach(viewer());
    await settle();
    seat.dispose();
    clock.advance(3000);
    session.attach(viewer());
    await settle();
    expect(sources.dials).toHaveLength(2);
    expect(sources.last().disposed).toBe(false);
  });

  it('does not dial again once closed', async () => {
    const { session, sources } = setUp();
    session.attach(viewer());
    await settle();
    await Promise.all([session.close(), settle()]);
    expect([sources.dials.length, sources.last().disposed]).toEqual([1, true]);
  });
});
