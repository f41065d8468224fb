import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../../src-main/base/log.ts';
import { Emitter } from '../../../../src-main/base/disposable.ts';
import type { MediaCommand } from '../../../../src-main/media/control.ts';
import type { StreamSource } from '../../../../src-main/media/source.ts';
import { MediaSupervisor, type MediaProcess } from '../../../../src-main/services/media-supervisor.ts';
import { createSteppedClock } from '../../../fakes/stepped-clock.ts';

interface FakeProcess extends MediaProcess {
  readonly sent: MediaCommand[];
  says(message: unknown): void;
  crashes(): void;
  stopped: boolean;
}

function fakeProcess(pid: number): FakeProcess {
  const messages = new Emitter<unknown>();
  const exits = new Emitter<{ code: number | null; signal: string | null }>();
  const sent: MediaCommand[] = [];
  return {
    pid,
    sent,
    stopped: false,
    send: (message) => sent.push(message as MediaCommand), // the supervisor sends nothing else
    onMessage: (listener) => messages.on(listener),
    onExit: (listener) => exits.on(listener),
    says: (message) => {
      messages.emit(message);
    },
    crashes: () => {
      exits.emit({ code: null, signal: 'SIGKILL' });
    },
    stop() {
      this.stopped = true;
      return Promise.resolve();
    },
  };
}

function supervisor() {
  const clock = createSteppedClock();
  const started: FakeProcess[] = [];
  const ended: (readonly number[])[] = [];
  const logged: string[] = [];
  const serving: (number | undefined)[] = [];
  let next = 0;
  const media = new MediaSupervisor<FakeProcess>({
    start: () => {
      const process = fakeProcess(100 + started.length);
      started.push(process);
      return process;
    },
    serveLinksFrom: (process) => serving.push(process?.pid),
    linkToWindow: () => undefined,
    endLeftovers: (pids) => {
      ended.push(pids);
      return Promise.resolve();
    },
    clock,
    newId: () => `test-${next++}`,
    log: silentLog,
    writeLogLine: (line) => logged.push(line),
  });
  const latest = (): FakeProcess => {
    const process = started.at(-1);
    if (process === undefined) throw new Error('nothing was started');
    return process;
  };
  return { media, clock, started, ended, serving, logged, latest };
}

const ffmpeg = { path: '/opt/ffmpeg', major: 5, rtspTimeoutOption: 'timeout' };
const source: StreamSource = { url: 'rtsp://h/1', username: null, password: null, transport: 'tcp' };
const permit = (ticket: string) => ({ ticket, streamKey: 'k', label: 'l', source, replay: true });
const replaysOf = (media: MediaSupervisor<FakeProcess>): (readonly [string, number | null])[] => {
  const told: (readonly [string, number | null])[] = [];
  media.replaying.on(({ ticket, agoMs }) => told.push([ticket, agoMs]));
  return told;
};
const kinds = (process: FakeProcess): string[] => process.sent.map((command) => command.kind);

describe('the media process', () => {
  it('tells of replays as it tells them, and that they ended when it is gone', () => {
    const { media, latest } = supervisor();
    const told = replaysOf(media);
    media.start();
    latest().says({ kind: 'replay', ticket: 'a', agoMs: 2000 });
    latest().says({ kind: 'replay', ticket: 'a', agoMs: null });
    latest().says({ kind: 'replay', ticket: 'a', agoMs: null }); // no end without a beginning
    latest().says({ kind: 'replay', ticket: 'b', agoMs: 500 });
    latest().says({ kind: 'replay', ticket: 'b', agoMs: 400 });
    latest().crashes();
    expect(told).toEqual([
      ['a', 2000],
      ['a', null],
      ['b', 500],
      ['b', 400],
      ['b', null],
      ['b', null],
    ]);
  });

  it('hears of its FFmpeg before anything else', () => {
    const { media, latest } = supervisor();
    media.start();
    media.permit(permit('t1'));
    expect(latest().sent).toEqual([]);
    media.configure(ffmpeg);
    expect(kinds(latest())).toEqual(['configure', 'permit']);
  });

  it('is told again after a crash what is permitted now, and serves links again, at once', () => {
    const { media, clock, started, serving, latest } = supervisor();
    media.start();
    media.configure(ffmpeg);
    media.permit(permit('gone'));
    media.permit(permit('kept'));
    media.revoke('gone');
    media.keepReplay({ seconds: 30, bytes: 1000 });
    latest().crashes();
    clock.advance(0);
    expect(started).toHaveLength(2);
    expect(latest().sent).toEqual([
      { kind: 'configure', ffmpeg },
      { kind: 'keep-replay', seconds: 30, bytes: 1000 },
      { kind: 'permit', ...permit('kept') },
    ]);
    expect(serving).toEqual([100, undefined, 101]);
  });

  it('leaves no FFmpeg behind when it crashes or stops', async () => {
    const { media, clock, ended, latest } = supervisor();
    media.start();
    media.configure(ffmpeg);
    latest().says({ kind: 'children', pids: [11, 12] });
    latest().crashes();
    clock.advance(0);
    latest().says({ kind: 'children', pids: [13] });
    await media.stop();
    expect(ended).toEqual([[11, 12], [13]]);
    expect([latest().stopped, latest().sent.at(-1)]).toEqual([true, { kind: 'stop' }]);
  });

  it('that crashes again and again is started ever more slowly, and quickly again once it has run a while', () => {
    const { media, clock, started, latest } = supervisor();
    media.start();
    const waits = [0, 250, 500, 1000, 2000, 5000, 5000].map((expected) => {
      const before = started.length;
      latest().crashes();
      clock.advance(Math.max(0, expected - 1));
      const early = started.length > before && expected > 0;
      clock.advance(1);
      return early ? 'early' : started.length - before;
    });
    expect(waits).toEqual([1, 1, 1, 1, 1, 1, 1]);
    clock.advance(11_000);
    latest().crashes();
    clock.advance(0);
    expect(started).toHaveLength(9);
  });

  it('is not started again after stopping', async () => {
    const { media, clock, started, latest } = supervisor();
    media.start();
    latest().crashes();
    await media.stop();
    clock.advance(60_000);
    expect(started).toHaveLength(1);
  });

  it('has its log lines written as they come', () => {
    const { media, latest, logged } = supervisor();
    media.start();
    latest().says({ kind: 'log', line: '{"message":"stream lost"}' });
    latest().says({ kind: 'log', line: 7 });
    expect(logged).toEqual(['{"message":"stream lost"}']);
  });

  it('saying nonsense is ignored', () => {
    const { media, latest } = supervisor();
    media.start();
    for (const nonsense of [null, 7, {}, { kind: 'other' }, { kind: 'children', pids: ['x'] }]) latest().says(nonsense);
    expect(media.pid).toBe(100);
  });
});

describe('a test connection', () => {
  const found = { ok: true, codec: 'hevc', width: 640, height: 360, fps: 15, firstKeyframeMs: 300, jpegBase64: 'QUJD' } as const;

  it('answers with what was found', async () => {
    const { media, latest } = supervisor();
    media.start();
    media.configure(ffmpeg);
    const testing = media.test(source, 5000);
    latest().says({ kind: 'tested', testId: 'test-0', result: found });
    expect(await testing).toEqual({
      codec: 'hevc',
      width: 640,
      height: 360,
      fps: 15,
      firstKeyframeMs: 300,
      picture: 'data:image/jpeg;base64,QUJD',
    });
  });

  it.each([
    ['unauthorised', 'connection-unauthorised'],
    ['made up', 'connection-internal'],
  ])('that fails by "%s" says so', async (reason, key) => {
    const { media, latest } = supervisor();
    media.start();
    media.configure(ffmpeg);
    const testing = media.test(source, 5000);
    latest().says({ kind: 'tested', testId: 'test-0', result: { ok: false, reason } });
    await expect(testing).rejects.toMatchObject({ kind: 'unavailable', key });
  });

  it('never waits for ever: not on silence, not on a crash, not on a stop, not without a process', async () => {
    const silent = supervisor();
    silent.media.start();
    silent.media.configure(ffmpeg);
    const first = silent.media.test(source, 5000);
    silent.clock.advance(8000);
    await expect(first).rejects.toMatchObject({ kind: 'timeout' });
    const second = silent.media.test(source, 5000);
    silent.latest().crashes();
    await expect(second).rejects.toMatchObject({ key: 'media-restarting' });
    await expect(silent.media.test(source, 5000)).rejects.toMatchObject({ key: 'media-restarting' });
  });
});
