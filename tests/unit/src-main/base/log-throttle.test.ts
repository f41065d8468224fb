import { describe, expect, it } from 'vitest';
import { createLog } from '../../../../src-main/base/log.ts';
import { LogThrottle, throttledLog } from '../../../../src-main/base/log-throttle.ts';
import { monotonicMs } from '../../../../src-contract/time.ts';
import { repeatingLine } from '../../../../src-main/media/repeating-lines.ts';

function throttle() {
  const time = { ms: 0 };
  return { time, judge: new LogThrottle({ now: () => monotonicMs(time.ms) }) };
}

describe('what repeats', () => {
  it('is told in full once, then counted once a minute', () => {
    const { time, judge } = throttle();
    const told = Array.from({ length: 131 }, (_, second) => {
      time.ms = second * 1000;
      return judge.judge('camera 1', 'refused');
    });
    expect(told[0]).toEqual({ kind: 'full' });
    expect(told.flatMap((each, second) => (each.kind === 'count' ? [[second, each.repeated]] : []))).toEqual([
      [60, 60],
      [120, 60],
    ]);
    expect(told.filter(({ kind }) => kind === 'full')).toHaveLength(1);
  });

  it('is news again with another reason, for another subject, and after ten quiet minutes', () => {
    const { time, judge } = throttle();
    const kinds = [judge.judge('a', 'refused'), judge.judge('b', 'refused'), judge.judge('a', 'timeout'), judge.judge('a', 'timeout')];
    time.ms = 600_000;
    kinds.push(judge.judge('a', 'timeout'));
    expect(kinds.map(({ kind }) => kind)).toEqual(['full', 'full', 'full', 'nothing', 'full']);
  });

  it('does not grow without end', () => {
    const { judge } = throttle();
    for (let subject = 0; subject <= 2000; subject += 1) judge.judge(String(subject), 'refused');
    expect(judge.judge('0', 'refused')).toEqual({ kind: 'full' });
    expect(judge.judge('2000', 'refused')).toEqual({ kind: 'nothing' });
  });
});

describe('the log of the media process', () => {
  function log() {
    const { time, judge } = throttle();
    const lines: Record<string, unknown>[] = [];
    const whole = createLog(
      (line) => lines.push(JSON.parse(line) as Record<string, unknown>),
      () => new Date(0),
    );
    return { time, lines, log: throttledLog(whole, judge, repeatingLine) };
  }
  const ended = (path: string, line: string) => ({
    operation: 'pull',
    cause: 'by-itself',
    code: 1,
    stderr: [`[tcp @ 0x${Math.random()}] ${line}`],
    command: `ffmpeg ${path}`,
  });

  it('carries a failing camera in two full lines, then one counting line a minute', () => {
    const { time, lines, log: media } = log();
    for (let second = 0; second <= 60; second += 2) {
      time.ms = second * 1000;
      media.warn('ffmpeg ended', ended('rtsp://a', 'Connection refused'));
      media.child({ stream: '1 Cổng (main)' }).info('stream lost', { reason: 'refused', attempt: second, retryInMs: 2 });
    }
    expect(lines.map(({ message, repeated }) => [message, repeated])).toEqual([
      ['ffmpeg ended', undefined],
      ['stream lost', undefined],
      ['stream lost', 30],
    ]);
    expect(lines[2]).toMatchObject({ stream: '1 Cổng (main)', reason: 'refused' });
  });

  it('tells in full when the reason changes, apart for each camera', () => {
    const { lines, log: media } = log();
    media.warn('ffmpeg ended', ended('rtsp://a', 'Connection refused'));
    media.warn('ffmpeg ended', ended('rtsp://b', 'Connection refused'));
    media.warn('ffmpeg ended', ended('rtsp://a', '401 Unauthorized'));
    media.warn('ffmpeg ended', ended('rtsp://a', '401 Unauthorized'));
    expect(lines.map(({ command }) => command)).toEqual(['ffmpeg rtsp://a', 'ffmpeg rtsp://b', 'ffmpeg rtsp://a']);
  });

  it('lets everything else pass', () => {
    const { lines, log: media } = log();
    for (let time = 0; time < 3; time += 1) media.error('connection test failed', { failure: new Error('x') });
    expect(lines).toHaveLength(3);
  });
});
