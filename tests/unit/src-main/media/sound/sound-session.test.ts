import { describe, expect, it } from 'vitest';
import type { SoundState } from '../../../../../src-contract/link/sound.ts';
import { monotonicMs, ptsUs } from '../../../../../src-contract/time.ts';
import { RecordType } from '../../../../../src-contract/link/records.ts';
import { DialQueue } from '../../../../../src-main/media/dial-queue.ts';
import type { OutRecord } from '../../../../../src-main/media/link-batch.ts';
import { LinkEars } from '../../../../../src-main/media/sound/link-ears.ts';
import { SoundSession } from '../../../../../src-main/media/sound/sound-session.ts';
import { SoundStream } from '../../../../../src-main/media/sound/sound-stream.ts';
import type { OpenSoundSource, SoundSink } from '../../../../../src-main/media/sound/sound-source.ts';
import { TicketOffice } from '../../../../../src-main/media/tickets.ts';
import { silentLog } from '../../../../../src-main/base/log.ts';
import { createSteppedClock, type SteppedClock } from '../../../../fakes/stepped-clock.ts';

interface Dial {
  readonly by: 'native' | 'ffmpeg';
  readonly sink: SoundSink;
  disposed: boolean;
}

const source = { url: 'rtsp://camera/main', username: null, password: null, transport: 'tcp' } as const;
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function rig(options: { readonly native?: boolean; readonly ffmpeg?: boolean } = {}) {
  const clock = createSteppedClock();
  const dials: Dial[] = [];
  let idle = 0;
  const opens =
    (by: Dial['by']): OpenSoundSource =>
    (_, sink) => {
      const dial: Dial = { by, sink, disposed: false };
      dials.push(dial);
      return {
        dispose: () => {
          dial.disposed = true;
          return Promise.resolve();
        },
      };
    };
  const needs = {
    source,
    native: options.native === false ? null : opens('native'),
    ffmpeg: () => (options.ffmpeg === false ? null : opens('ffmpeg')),
    dials: new DialQueue({ total: 8, perHost: 4 }),
    clock,
    random: () => 0.5,
    log: silentLog,
    onIdle: () => (idle += 1),
  };
  const last = (): Dial => {
    const dial = dials.at(-1);
    if (dial === undefined) throw new Error('nothing was dialled');
    return dial;
  };
  return { clock, dials, last, needs, idle: () => idle };
}

function listener() {
  const states: SoundState[] = [];
  let units = 0;
  return { states, units: () => units, state: (state: SoundState) => void states.push(state), unit: () => void (units += 1) };
}

const unit = (clock: SteppedClock) => ({ data: Uint8Array.of(1), ptsUs: ptsUs(0), arrivalMs: monotonicMs(clock.now()) });
const pcma = { codec: 'pcma', sampleRate: 8000 } as const;

describe('SoundSession', () => {
  it('pulls once for all who listen, and not a moment longer', async () => {
    const { needs, dials, last, clock, idle } = rig();
    const session = new SoundSession(needs);
    const [one, two] = [listener(), listener()];
    const first = session.attach(one);
    const second = session.attach(two);
    await settled();
    last().sink.format(pcma);
    last().sink.unit(unit(clock));
    expect([dials.length, one.units(), two.units(), one.states.at(-1)?.kind]).toEqual([1, 1, 1, 'playing']);
    first.dispose();
    expect(last().disposed).toBe(false);
    second.dispose();
    await settled();
    expect([last().disposed, idle()]).toEqual([true, 1]);
  });

  it('says that a camera has no sound and leaves it alone', async () => {
    const { needs, dials, last, clock } = rig();
    const ear = listener();
    new SoundSession(needs).attach(ear);
    await settled();
    last().sink.ended('no-sound');
    await settled();
    clock.advance(600_000);
    await settled();
    expect([ear.states.at(-1), dials.length]).toEqual([{ kind: 'none' }, 1]);
  });

  it('turns to FFmpeg for what it cannot read', async () => {
    const { needs, dials, last } = rig();
    const ear = listener();
    new SoundSession(needs).attach(ear);
    await settled();
    last().sink.ended('unsupported-codec');
    await settled();
    expect(dials.map(({ by, disposed }) => [by, disposed])).toEqual([
      ['native', true],
      ['ffmpeg', false],
    ]);
    expect(ear.states.every(({ kind }) => kind === 'connecting')).toBe(true);
  });

  it('tries again by the rules that protect accounts', async () => {
    const { needs, dials, last, clock } = rig();
    const ear = listener();
    new SoundSession(needs).attach(ear);
    await settled();
    last().sink.ended('unauthorised');
    await settled();
    expect(ear.states.at(-1)).toMatchObject({ kind: 'retrying', reason: 'unauthorised' });
    clock.advance(59_000);
    await settled();
    expect(dials.length).toBe(1);
    clock.advance(60_000);
    await settled();
    expect(dials.length).toBe(2);
  });

  it('gives up a connection that has fallen silent', async () => {
    const { needs, last, clock } = rig();
    const ear = listener();
    new SoundSession(needs).attach(ear);
    await settled();
    last().sink.format(pcma);
    last().sink.unit(unit(clock));
    clock.advance(6000);
    await settled();
    expect([last().disposed, ear.states.at(-1)]).toMatchObject([true, { kind: 'retrying', reason: 'stalled' }]);
  });

  it('names FFmpeg where only that could help', async () => {
    const { needs } = rig({ native: false, ffmpeg: false });
    const ear = listener();
    new SoundSession(needs).attach(ear);
    await settled();
    expect(ear.states.at(-1)).toMatchObject({ kind: 'retrying', reason: 'ffmpeg-missing' });
  });
});

describe('LinkEars', () => {
  function ears() {
    const made = rig();
    const queued: OutRecord[] = [];
    let congested = false;
    const tickets = new TicketOffice<SoundStream>((_, onIdle) => new SoundStream({ ...made.needs, onIdle }));
    const permit = (ticket: string): void => {
      tickets.permit({ ticket, streamKey: 'camera/sound', label: '1', source });
    };
    const outlet = { queue: (record: OutRecord) => void queued.push(record), congested: () => congested, now: () => made.clock.now() };
    const told = () =>
      queued
        .filter(({ type }) => type === RecordType.soundState)
        .map(({ parts }): unknown => JSON.parse(new TextDecoder().decode(parts[0])));
    return {
      ...made,
      ears: new LinkEars({ outlet, tickets, clock: made.clock, graceMs: 5000 }),
      queued,
      permit,
      told,
      fill: () => (congested = true),
    };
  }

  it('carries sound only with a valid ticket, waits for one, and is silent the moment it is revoked', async () => {
    const { ears: own, permit, last, clock, told, dials } = ears();
    own.listen(7, 'early', 'units');
    await settled();
    expect(dials.length).toBe(0);
    permit('early');
    own.admitted('early');
    await settled();
    last().sink.format(pcma);
    last().sink.unit(unit(clock));
    own.revoked('early');
    await settled();
    expect([last().disposed, told().at(-1)]).toEqual([true, { kind: 'closed', reason: 'ended' }]);
    own.listen(8, 'unknown', 'units');
    clock.advance(5001);
    expect(told().at(-1)).toEqual({ kind: 'closed', reason: 'ended' });
  });

  it('leaves sound out while the link is full', async () => {
    const { ears: own, permit, last, clock, queued, fill } = ears();
    permit('t');
    own.listen(7, 't', 'units');
    await settled();
    const sounds = () => queued.filter(({ type }) => type === RecordType.sound).length;
    last().sink.unit(unit(clock));
    fill();
    last().sink.unit(unit(clock));
    expect(sounds()).toBe(1);
  });

  it('lets a window hear only a few at once', async () => {
    const { ears: own, permit, told } = ears();
    permit('t');
    for (let id = 1; id <= 9; id += 1) own.listen(id, 't', 'units');
    await settled();
    expect(told().filter((state) => JSON.stringify(state).includes('connecting'))).toHaveLength(4);
    expect(told().at(-1)).toEqual({ kind: 'closed', reason: 'session-limit' });
    own.dispose();
  });
});
