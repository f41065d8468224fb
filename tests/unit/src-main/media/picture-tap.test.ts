import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../../src-main/base/log.ts';
import type { FfmpegRun, StartFfmpeg } from '../../../../src-main/ffmpeg/runner.ts';
import { DialQueue } from '../../../../src-main/media/dial-queue.ts';
import { PictureTap } from '../../../../src-main/media/picture-tap.ts';
import { ReplayRings } from '../../../../src-main/media/replay/replay-rings.ts';
import { Session } from '../../../../src-main/media/session.ts';
import { createFakeSources } from '../../../fakes/fake-source.ts';
import { createSteppedClock } from '../../../fakes/stepped-clock.ts';

const source = { url: 'rtsp://cam/1', username: null, password: null, transport: 'tcp' } as const;
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

/** An FFmpeg that swallows; its backlog is what the test says. */
function fakeFfmpeg() {
  const state = { started: 0, stopped: 0, backlog: 0 };
  const start: StartFfmpeg = () => {
    state.started += 1;
    const exit = Promise.withResolvers<never>();
    return {
      pid: undefined,
      inputBacklog: () => state.backlog,
      write: () => undefined,
      endInput: () => undefined,
      done: exit.promise,
      stop: () => {
        state.stopped += 1;
        return exit.promise;
      },
    } satisfies FfmpegRun;
  };
  return { state, start };
}

async function setUp() {
  const clock = createSteppedClock();
  const sources = createFakeSources(clock);
  const ffmpeg = fakeFfmpeg();
  const random = (): number => 0.5;
  const dials = new DialQueue({ total: 8, perHost: 4 });
  const events = { onState: () => undefined, onIdle: () => undefined };
  const session = new Session({
    source,
    open: sources.open,
    dials,
    clock,
    random,
    log: silentLog,
    ring: new ReplayRings().open().ring,
    ...events,
  });
  const tap = new PictureTap({ session, start: () => ffmpeg.start, clock, random });
  const told = { missed: 0 };
  const viewer = {
    picture: () => undefined,
    missed: () => {
      told.missed += 1;
    },
    failed: () => undefined,
    recovered: () => undefined,
  };
  tap.attach(viewer, { width: 320, height: 180 });
  await settle();
  sources.last().announce('mjpeg');
  sources.last().unit(true);
  return { clock, sources, ffmpeg: ffmpeg.state, told };
}

describe('PictureTap', () => {
  it('keeps its decoder over a loss within a connection', async () => {
    const { sources, ffmpeg } = await setUp();
    for (let loss = 0; loss < 5; loss += 1) {
      sources.last().sink.torn();
      sources.last().unit(true);
    }
    expect(ffmpeg).toMatchObject({ started: 1, stopped: 0 });
  });

  it('starts another for a new connection', async () => {
    const { clock, sources, ffmpeg } = await setUp();
    sources.last().end('ended');
    await settle();
    clock.advance(10_000);
    await settle();
    expect(sources.dials).toHaveLength(2);
    sources.last().announce('mjpeg');
    sources.last().unit(true);
    expect(ffmpeg).toMatchObject({ started: 2, stopped: 1 });
  });

  it('starts another when the stream’s time went back, which FFmpeg would not follow', async () => {
    const { sources, ffmpeg } = await setUp();
    sources.last().sink.torn();
    sources.last().unit(true, 10, -80);
    expect(ffmpeg).toMatchObject({ started: 2, stopped: 1 });
  });

  it('says which units a decoder that is behind never got', async () => {
    const { sources, ffmpeg, told } = await setUp();
    ffmpeg.backlog = 3 * 1024 * 1024;
    sources.last().unit(true);
    ffmpeg.backlog = 0;
    sources.last().unit(false);
    expect(told.missed).toBe(2);
    sources.last().unit(true);
    expect(told.missed).toBe(2);
  });
});
