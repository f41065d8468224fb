import { describe, expect, it } from 'vitest';
import type { StreamFailure } from '../../../../src-contract/model/stream-state.ts';
import { createChosenSources } from '../../../../src-main/media/chosen-source.ts';
import { forcedSource, rememberMs, SourceChoice } from '../../../../src-main/media/source-choice.ts';
import { createFakeSources } from '../../../fakes/fake-source.ts';
import { createSteppedClock } from '../../../fakes/stepped-clock.ts';

const source = { url: 'rtsp://c/1', username: null, password: null, transport: 'tcp' } as const;

function choiceAfter(...failures: readonly StreamFailure[]): SourceChoice {
  const choice = new SourceChoice({ forced: null });
  for (const failure of failures) choice.failed('a', failure, 0);
  return choice;
}

describe('source choice', () => {
  it.each([
    [[], 'native'],
    [['protocol-error'], 'native'],
    [['protocol-error', 'protocol-error'], 'ffmpeg'],
    [['protocol-error', 'timeout', 'protocol-error'], 'native'],
    [['unauthorised', 'not-found', 'refused', 'unreachable', 'timeout', 'session-limit', 'stalled', 'unauthorised'], 'native'],
    [['ended', 'ended', 'ended'], 'native'],
    [['ended', 'ended', 'ended', 'ended'], 'ffmpeg'],
    [['unsupported-codec'], 'ffmpeg'],
  ] as const)('after %j takes %s', (failures, expected) => {
    const choice = choiceAfter(...failures);
    expect(choice.choose('a', 1000, true).source).toBe(expected);
    expect(choice.choose('b', 1000, true)).toEqual({ source: 'native', reason: 'preferred' });
  });

  it('says why, tries native again after half an hour, and stays with it without FFmpeg', () => {
    const choice = choiceAfter('protocol-error', 'protocol-error');
    expect(choice.choose('a', 0, true)).toEqual({ source: 'ffmpeg', reason: 'protocol-failures' });
    expect(choice.choose('a', 0, false)).toEqual({ source: 'native', reason: 'ffmpeg-missing' });
    expect(choice.choose('a', rememberMs - 1, true).source).toBe('ffmpeg');
    expect(choice.choose('a', rememberMs, true)).toEqual({ source: 'native', reason: 'preferred' });
  });

  it('counts hang-ups only of a stream that never played, and protocol failures until it played for long', () => {
    const choice = choiceAfter('protocol-error');
    choice.played('a');
    for (let count = 0; count < 10; count += 1) choice.failed('a', 'ended', 0);
    expect(choice.choose('a', 0, true).source).toBe('native');
    choice.settled('a');
    choice.failed('a', 'protocol-error', 0);
    expect(choice.choose('a', 0, true).source).toBe('native');
    choice.played('a');
    choice.failed('a', 'protocol-error', 0);
    expect(choice.choose('a', 0, true).source).toBe('ffmpeg');
  });

  it('obeys the switch and nothing else', () => {
    expect([forcedSource({ VMS_SOURCE: 'native' }), forcedSource({ VMS_SOURCE: 'x' }), forcedSource({})]).toEqual(['native', null, null]);
    const choice = new SourceChoice({ forced: 'ffmpeg' });
    expect(choice.choose('a', 0, false)).toEqual({ source: 'ffmpeg', reason: 'forced' });
    expect(choice.failed('a', 'unsupported-codec', 0)).toBe(false);
  });
});

describe('a chosen source', () => {
  function open(protocolFailures?: number) {
    const clock = createSteppedClock();
    const [native, ffmpeg] = [createFakeSources(clock), createFakeSources(clock)];
    const choice = new SourceChoice({ forced: null, ...(protocolFailures === undefined ? {} : { protocolFailures }) });
    const told: string[] = [];
    const sources = createChosenSources({ choice, stream: 'a', native: native.open, ffmpeg: () => ffmpeg.open, clock });
    const sink = {
      format: () => told.push('format'),
      unit: () => told.push('unit'),
      torn: () => told.push('torn'),
      ended: (reason: string) => told.push(reason),
    };
    return { native, ffmpeg, told, dial: (url: string = source.url) => sources({ ...source, url }, sink) };
  }

  it('hands over within the attempt where native never can', async () => {
    const { native, ffmpeg, told, dial } = open();
    const chosen = dial();
    native.last().end('unsupported-codec');
    await Promise.resolve();
    await Promise.resolve();
    expect(native.last().disposed).toBe(true);
    expect(chosen.origin).toEqual({ source: 'ffmpeg', reason: 'unsupported-codec' });
    ffmpeg.last().announce();
    ffmpeg.last().unit(true);
    await chosen.dispose();
    expect(told).toEqual(['format', 'unit']);
    expect(ffmpeg.last().disposed).toBe(true);
  });

  it('never hands a camera on TLS to FFmpeg, which looks at no certificate', () => {
    const { native, ffmpeg, told, dial } = open();
    for (const failure of ['unsupported-codec', 'protocol-error', 'protocol-error'] as const) {
      expect(dial('RTSPS://cam/1').origin).toEqual({ source: 'native', reason: 'preferred' });
      native.last().end(failure);
    }
    expect([told, ffmpeg.dials.length]).toEqual([['unsupported-codec', 'protocol-error', 'protocol-error'], 0]);
  });

  it('ends the attempt at other failures, and takes FFmpeg for the next after two', () => {
    const { native, ffmpeg, told, dial } = open();
    dial();
    native.last().end('protocol-error');
    dial();
    native.last().end('protocol-error');
    expect([told, ffmpeg.dials.length]).toEqual([['protocol-error', 'protocol-error'], 0]);
    expect([dial().origin?.source, ffmpeg.dials.length]).toEqual(['ffmpeg', 1]);
  });

  it('does not start FFmpeg when it was disposed meanwhile, nor keeps a single attempt from it', async () => {
    const { native, ffmpeg, told, dial } = open(1);
    const chosen = dial();
    native.last().end('protocol-error');
    await chosen.dispose();
    expect([ffmpeg.dials.length, told]).toEqual([0, []]);
    const other = open(1);
    other.dial();
    other.native.last().end('protocol-error');
    await Promise.resolve();
    await Promise.resolve();
    expect(other.ffmpeg.dials).toHaveLength(1);
  });
});
