import { describe, expect, it } from 'vitest';
import { CaptureOrigin, DISCONTINUITY, KEYFRAME, PREROLL, RecordType } from '../../../../src-contract/link/records.ts';
import { mediaDiagnosticsSchema } from '../../../../src-contract/model/diagnostics.ts';
import { silentLog } from '../../../../src-main/base/log.ts';
import { MediaLink } from '../../../../src-main/media/media-link.ts';
import { FakeLink } from '../../../fakes/fake-service-side.ts';
import { settle, setUp, units } from './link-pieces.ts';

describe('MediaLink', () => {
  it('sends state, config and units in batches led by a clock record', async () => {
    const { channel, permit, sources, tick } = setUp();
    permit('t');
    channel.command({ kind: 'subscribe', subscription: 7, ticket: 't', ...units });
    await settle();
    sources.last().announce();
    sources.last().unit(true);
    sources.last().unit(false);
    expect(channel.batches).toEqual([]);
    await tick();
    expect(channel.batches).toEqual([1]);
    expect(channel.records[0]).toMatchObject({ type: RecordType.clock, sequence: 1, arrivalMs: 10 });
    expect(channel.of(7, RecordType.unit).map(({ flags, sequence }) => [flags, sequence])).toEqual([
      [KEYFRAME | DISCONTINUITY, 1],
      [0, 2],
    ]);
    expect(channel.json(7, RecordType.config)).toEqual([
      {
        codec: 'mjpeg',
        codecString: null,
        width: 640,
        height: 360,
        colour: { matrix: 'bt601', fullRange: false },
        sourceHoldMs: 0,
        carries: 'units',
      },
    ]);
    expect(channel.json(7, RecordType.state).at(-1)).toEqual({ kind: 'playing' });
  });

  it("tells the camera's time when it is new, to a newcomer too, and when it is gone", async () => {
    const { channel, permit, sources, tick } = setUp();
    permit('a');
    permit('b');
    channel.command({ kind: 'subscribe', subscription: 1, ticket: 'a', ...units });
    await settle();
    const dial = sources.last();
    dial.announce();
    const epochMs = Date.UTC(2026, 0, 1);
    for (const [index, keyframe] of [true, false, false].entries()) {
      dial.wallClock = { epochMs: epochMs + index * 40, origin: 'rtcp' };
      dial.unit(keyframe);
    }
    channel.command({ kind: 'subscribe', subscription: 2, ticket: 'b', ...units });
    dial.wallClock = null;
    dial.unit(false);
    await tick();
    const told = (id: number) => channel.of(id, RecordType.captureTime).map(({ flags, ptsUs, arrivalMs }) => [flags, ptsUs, arrivalMs]);
    const whole = [
      [CaptureOrigin.rtcp, 40_000, epochMs],
      [CaptureOrigin.none, 160_000, 0],
    ];
    expect(told(1)).toEqual(whole);
    expect(told(2)).toEqual(whole);
  });

  it('gives a newcomer config and the cached group, over the same pull', async () => {
    const { channel, permit, sources, tick } = setUp();
    permit('a');
    permit('b');
    channel.command({ kind: 'subscribe', subscription: 1, ticket: 'a', ...units });
    await settle();
    sources.last().announce();
    for (const keyframe of [true, false, false]) sources.last().unit(keyframe);
    channel.command({ kind: 'subscribe', subscription: 2, ticket: 'b', ...units });
    sources.last().unit(false);
    await tick();
    expect(sources.dials).toHaveLength(1);
    expect(channel.of(2, RecordType.unit).map(({ flags, ptsUs }) => [flags, ptsUs])).toEqual(
      channel.of(1, RecordType.unit).map(({ flags, ptsUs }) => [flags, ptsUs]),
    );
    expect(channel.json(2, RecordType.config)).toHaveLength(1);
  });

  it('replays what was kept beside the live stream, to the byte, until the ticket is revoked', async () => {
    const { channel, permit, sources, tick, link, tickets } = setUp();
    permit('t');
    channel.command({ kind: 'subscribe', subscription: 1, ticket: 't', ...units });
    await settle();
    sources.last().announce();
    for (let frame = 0; frame < 20; frame += 1) {
      sources.last().unit(frame % 10 === 0, 10 + frame);
      await tick(100);
    }
    channel.command({ kind: 'replay', subscription: 2, ticket: 't', ...units, agoMs: 1500 });
    sources.last().unit(true, 99);
    for (let step = 0; step < 11; step += 1) await tick(50);
    const live = channel.of(1, RecordType.unit);
    const replayed = channel.of(2, RecordType.unit);
    expect(replayed.map(({ arrivalMs, flags }) => [arrivalMs, flags])).toEqual([
      [0, KEYFRAME | DISCONTINUITY | PREROLL],
      ...[100, 200, 300, 400].map((atMs) => [atMs, PREROLL]),
      ...[500, 600, 700, 800, 900].map((atMs) => [atMs, 0]),
      [1000, KEYFRAME],
    ]);
    expect(replayed.map(({ payload, ptsUs }) => [ptsUs, ...payload])).toEqual(
      live.slice(0, 11).map(({ payload, ptsUs }) => [ptsUs, ...payload]),
    );
    expect(live).toHaveLength(21);
    expect(channel.json(2, RecordType.replay).at(-1)).toMatchObject({ fromMs: 0, toMs: 2000, paused: false, keyframes: [0, 1000, 2000] });
    tickets.revoke('t');
    link.revoked('t');
    await tick(1000);
    expect(channel.json(2, RecordType.state).at(-1)).toEqual({ kind: 'closed', reason: 'ended' });
    expect(channel.of(2, RecordType.unit)).toHaveLength(replayed.length);
  });

  it('tells when a replay begins and ends: by going, back to now, anew from elsewhere, or with the link', async () => {
    const { channel, permit, tick, link, replays, sources } = setUp();
    permit('t');
    channel.command({ kind: 'replay', subscription: 2, ticket: 'later', ...units, agoMs: 700 });
    await tick();
    expect(replays).toEqual([]); // nothing is shown before its ticket is good
    permit('later');
    channel.command({ kind: 'replay', subscription: 1, ticket: 't', ...units, agoMs: 1500 });
    await settle();
    sources.last().announce();
    channel.command({ kind: 'replay', subscription: 1, ticket: 't', ...units, agoMs: 900 });
    channel.command({ kind: 'subscribe', subscription: 1, ticket: 't', ...units });
    channel.command({ kind: 'unsubscribe', subscription: 1 });
    expect(replays).toEqual([
      ['later', 700],
      ['t', 1500],
      ['t', null],
      ['t', 900],
      ['t', null],
    ]);
    link.dispose();
    expect(replays.slice(5)).toEqual([['later', null]]);
  });

  it('shows nothing of the past to a ticket that is good for now only', async () => {
    const { channel, permit, tick, replays } = setUp();
    permit('t', 'one', false);
    channel.command({ kind: 'replay', subscription: 2, ticket: 't', ...units, agoMs: 1500 });
    await tick();
    expect(channel.json(2, RecordType.state)).toEqual([{ kind: 'closed', reason: 'denied' }]);
    expect(replays).toEqual([]);
    expect(channel.of(2, RecordType.replay)).toEqual([]);
  });

  it('takes a bounded number of replays, and obeys acts only of those', async () => {
    const { channel, permit, sources, tick } = setUp();
    permit('t');
    channel.command({ kind: 'subscribe', subscription: 1, ticket: 't', ...units });
    await settle();
    sources.last().announce();
    sources.last().unit(true);
    for (let replay = 0; replay < 17; replay += 1)
      channel.command({ kind: 'replay', subscription: 10 + replay, ticket: 't', ...units, agoMs: 1 });
    for (const subscription of [1, 10]) channel.command({ kind: 'replay-act', subscription, act: { kind: 'pause' } });
    await tick();
    expect(channel.json(26, RecordType.state)).toEqual([{ kind: 'closed', reason: 'session-limit' }]);
    expect(channel.json(10, RecordType.replay).at(-1)).toMatchObject({ paused: true });
    expect(channel.of(1, RecordType.replay)).toEqual([]);
  });

  it('pulls a stream once for any number of windows', async () => {
    const { channel, clock, noSound, permit, sources, tickets, tick, onReplay } = setUp();
    const second = new FakeLink();
    const other = new MediaLink({
      channel: second,
      tickets,
      soundTickets: noSound,
      clock,
      log: silentLog,
      onClosed: () => undefined,
      onReplay,
    });
    permit('a');
    permit('b');
    channel.command({ kind: 'subscribe', subscription: 1, ticket: 'a', ...units });
    second.command({ kind: 'subscribe', subscription: 1, ticket: 'b', ...units });
    await settle();
    sources.last().announce();
    sources.last().unit(true);
    await tick();
    expect(sources.dials).toHaveLength(1);
    expect([channel, second].map((link) => link.of(1, RecordType.unit).length)).toEqual([1, 1]);
    other.dispose();
    await tick(5_000);
    sources.last().unit(false);
    await tick();
    expect(channel.of(1, RecordType.unit)).toHaveLength(2);
  });

  it('sends nothing but states of what nobody can see, and on its return config and the cached group', async () => {
    const { channel, permit, sources, tick } = setUp();
    permit('t');
    channel.command({ kind: 'subscribe', subscription: 1, ticket: 't', ...units, want: 'nothing' });
    await settle();
    sources.last().announce();
    for (const keyframe of [true, false]) sources.last().unit(keyframe);
    await tick();
    expect(channel.json(1, RecordType.state).at(-1)).toEqual({ kind: 'playing' });
    expect([RecordType.config, RecordType.unit].map((type) => channel.of(1, type).length)).toEqual([0, 0]);
    channel.command({ kind: 'adjust', subscription: 1, ...units });
    sources.last().unit(false);
    await tick();
    expect([RecordType.config, RecordType.unit].map((type) => channel.of(1, type).length)).toEqual([1, 3]);
    channel.command({ kind: 'adjust', subscription: 1, ...units, want: 'nothing' });
    sources.last().unit(true);
    await tick();
    expect(channel.of(1, RecordType.unit)).toHaveLength(3);
    expect(sources.dials).toHaveLength(1);
  });

  it('drops to the next keyframe when the window does not keep up, and says so', async () => {
    const { channel, permit, sources, tick } = setUp();
    channel.acknowledging = false;
    permit('t');
    channel.command({ kind: 'subscribe', subscription: 1, ticket: 't', ...units });
    await settle();
    sources.last().announce();
    const megabyte = 1024 * 1024;
    sources.last().unit(true, megabyte);
    for (let unit = 0; unit < 8; unit += 1) sources.last().unit(false, megabyte);
    await tick();
    const before = channel.of(1, RecordType.unit).length;
    expect(before).toBeLessThanOrEqual(4);
    for (const batch of channel.batches) channel.command({ kind: 'ack', batch });
    sources.last().unit(false);
    await tick();
    expect(channel.of(1, RecordType.unit)).toHaveLength(before);
    sources.last().unit(true);
    sources.last().unit(false);
    await tick();
    expect(
      channel
        .of(1, RecordType.unit)
        .slice(before)
        .map(({ flags }) => flags),
    ).toEqual([KEYFRAME | DISCONTINUITY, 0]);
    // Ten units until the link was full or the next keyframe: what the window did not get is missing from its numbers.
    const numbers = channel.of(1, RecordType.unit).map(({ sequence }) => sequence);
    expect(numbers.slice(before)).toEqual([11, 12]);
  });

  it('holds the memory of a window that never acknowledges to the bound', async () => {
    const { channel, permit, sources, tick } = setUp();
    channel.acknowledging = false;
    permit('t');
    channel.command({ kind: 'subscribe', subscription: 1, ticket: 't', ...units });
    await settle();
    sources.last().announce();
    for (let unit = 0; unit < 500; unit += 1) sources.last().unit(unit % 10 === 0, 100_000);
    await tick();
    const sent = channel.records.reduce((total, { payload }) => total + payload.length, 0);
    expect(sent).toBeGreaterThan(1_000_000);
    expect(sent).toBeLessThan(5_000_000);
  });

  it('waits a while for a ticket it does not know, then refuses', async () => {
    const { channel, permit, sources, tick } = setUp();
    channel.command({ kind: 'subscribe', subscription: 1, ticket: 'early', ...units });
    channel.command({ kind: 'subscribe', subscription: 2, ticket: 'never', ...units });
    await tick(1000);
    permit('early');
    await tick(4000);
    await tick();
    expect(sources.dials).toHaveLength(1);
    expect(channel.json(1, RecordType.state).at(-1)).toMatchObject({ kind: 'connecting' });
    expect(channel.json(2, RecordType.state)).toEqual([{ kind: 'closed', reason: 'ended' }]);
  });

  it('ends what came in with a revoked ticket at once', async () => {
    const { channel, permit, sources, tickets, link, tick } = setUp();
    permit('t');
    channel.command({ kind: 'subscribe', subscription: 1, ticket: 't', ...units });
    await settle();
    sources.last().announce();
    sources.last().unit(true);
    tickets.revoke('t');
    link.revoked('t');
    sources.last().unit(false);
    await tick();
    expect(channel.of(1, RecordType.unit)).toEqual([]);
    expect(channel.json(1, RecordType.state)).toEqual([{ kind: 'closed', reason: 'ended' }]);
    await tick(3000);
    expect(sources.last().disposed).toBe(true);
  });

  it('ignores what is not a command', async () => {
    const { channel, permit, sources, tick } = setUp();
    permit('t');
    for (const text of [
      '',
      '{',
      '[]',
      'null',
      '{"kind":"subscribe"}',
      '{"kind":"ack","batch":"x"}',
      '{"kind":"subscribe","subscription":0,"ticket":"t","want":"units","width":2,"height":2}',
    ])
      channel.text(text);
    await tick(100);
    expect([sources.dials.length, channel.records.length]).toEqual([0, 0]);
  });

  it('lets go of everything when the window is gone', async () => {
    const { channel, permit, sources, tick } = setUp();
    permit('t');
    channel.command({ kind: 'subscribe', subscription: 1, ticket: 't', ...units });
    await settle();
    channel.close();
    await tick(3000);
    expect(sources.last().disposed).toBe(true);
  });

  it('tells what its hops counted, once a second and only of what is asked for', async () => {
    const { channel, permit, sources, tick } = setUp();
    permit('t');
    permit('other', 'two');
    channel.command({ kind: 'subscribe', subscription: 7, ticket: 't', ...units });
    channel.command({ kind: 'subscribe', subscription: 8, ticket: 'other', ...units });
    await settle();
    const [dial] = sources.dials;
    dial?.announce();
    dial?.unit(true);
    dial?.unit(false);
    await tick(3000);
    expect(channel.of(7, RecordType.diagnostics)).toEqual([]);
    channel.command({ kind: 'diagnose', subscriptions: [7, 99] });
    await tick(2010);
    const told = channel.json(7, RecordType.diagnostics).map((record) => mediaDiagnosticsSchema.parse(record));
    expect(told).toHaveLength(3);
    expect(told.at(-1)).toMatchObject({
      source: { connects: 1, transport: 'tcp' },
      stream: { state: { kind: 'playing' }, units: 2, keyframes: 1, cachedUnits: 2, viewers: 1 },
      link: { dropped: 0 },
    });
    expect(told.at(-1)?.link.bytes).toBeGreaterThan(0);
    channel.command({ kind: 'diagnose', subscriptions: [] });
    await tick(5000);
    expect(channel.of(7, RecordType.diagnostics)).toHaveLength(3);
    expect(channel.of(8, RecordType.diagnostics)).toEqual([]);
  });
});
