import { describe, expect, test } from 'vitest';
import type { StreamConfig } from '../../../../../src-contract/link/messages.ts';
import {
  initialMachineState,
  PROOF_MS,
  proofMs,
  PROVEN_PROOF_MS,
  reduce,
  type MachineEffect,
  type MachineEvent,
  type MachineState,
} from '../../../../../src-renderer/players/decode-worker/stream-machine.ts';

const h264: StreamConfig = {
  codec: 'h264',
  codecString: 'avc1.4d401e',
  width: 640,
  height: 360,
  colour: { matrix: 'bt601', fullRange: false },
  sourceHoldMs: 66,
  carries: 'units',
};
const config = (changes: Partial<StreamConfig> = {}, recalled: 'webcodecs' | 'ffmpeg' | null = null): MachineEvent => ({
  kind: 'config',
  config: { ...h264, ...changes },
  recalled,
});
const unit = (changes: Partial<Extract<MachineEvent, { kind: 'unit' }>> = {}): MachineEvent => ({
  ...{ kind: 'unit', keyframe: false, discontinuity: false, queued: 0, ageMs: 5, nowMs: 0 },
  ...changes,
});
const output = (nowMs = 0): MachineEvent => ({ kind: 'output', nowMs });
const tick = (nowMs: number, proven = false): MachineEvent => ({ kind: 'tick', proven, proofMs: PROOF_MS, nowMs });
const error = (nowMs: number, unsupported = false, proven = false): MachineEvent => ({ kind: 'decoder-error', unsupported, proven, nowMs });
const key = (changes = {}): MachineEvent => unit({ keyframe: true, ...changes });

function run(...events: MachineEvent[]): { state: MachineState; last: readonly MachineEffect[]; all: MachineEffect[] } {
  let state = initialMachineState;
  let last: readonly MachineEffect[] = [];
  const all: MachineEffect[] = [];
  for (const event of events) {
    const step = reduce(state, event);
    state = step.state;
    last = step.effects;
    all.push(...last);
  }
  return { state, last, all };
}

describe('start', () => {
  test('waits for a keyframe, then decodes, then runs and learns from the first output', () => {
    expect(run(config()).last).toEqual(['configure']);
    expect(run(config(), unit()).last).toEqual(['drop']);
    expect(run(config(), unit(), key()).last).toEqual(['decode']);
    const started = run(config(), key(), output());
    expect(started.state.phase).toBe('running');
    expect(started.last).toEqual(['learn-webcodecs', 'present']);
    expect(run(config(), key(), output(), output()).last).toEqual(['present']);
  });

  test('a codec WebCodecs has no name for, or is known to fail, goes to pictures at once', () => {
    expect(run(config({ codecString: null })).last).toContain('ask-pictures');
    expect(run(config({}, 'ffmpeg')).last).toContain('ask-pictures');
  });

  test('a picture of another size gets a decoder of its own: the old one would keep the memory of the larger', () => {
    expect(run(config(), key(), output(), config({ width: 1920, height: 1080 })).last).toEqual(['close-decoder', 'configure']);
    expect(run(config(), key(), output(), config({ colour: { matrix: 'bt709', fullRange: true } })).last).toEqual(['configure']);
    expect(run(config(), key(), output(), config()).last).toEqual([]);
  });

  test('units before any config, or while pictures are on their way, are nothing to do', () => {
    expect(run(key()).all).toEqual([]);
    expect(run(config({ codecString: null }), key()).last).toEqual([]);
  });
});

describe('proof of output', () => {
  const fed = (count: number): MachineEvent[] => [config(), key(), ...Array.from({ length: count - 1 }, () => unit())];

  test('needs both the time and the units', () => {
    expect(run(...fed(5), tick(PROOF_MS - 1)).state.candidate).toBe('webcodecs');
    expect(run(...fed(4), tick(PROOF_MS * 3)).state.candidate).toBe('webcodecs');
    const failed = run(...fed(5), tick(PROOF_MS));
    expect(failed.state.candidate).toBe('ffmpeg');
    expect(failed.last).toEqual(['close-decoder', 'learn-ffmpeg', 'ask-pictures']);
  });

  test.each([
    [1, 2, 1_000],
    [2, 2, 1_000],
    [6, 2, 3_000],
    [64, 2, 5_000],
    [64, 32, 2_000],
  ])('%i decoders that start together on %i cores are given %i ms', (starting, cores, expected) => {
    expect(proofMs(starting, cores)).toBe(expected);
  });

  test('what this machine has shown before gets more patience and is never unlearned by load', () => {
    expect(run(...fed(50), tick(PROVEN_PROOF_MS - 1, true)).state.candidate).toBe('webcodecs');
    expect(run(...fed(50), tick(PROVEN_PROOF_MS, true)).last).toEqual(['close-decoder', 'ask-pictures']);
  });

  test('a decoder that falls silent later starves and is replaced; a source that falls silent is not its fault', () => {
    const silent = Array.from({ length: 10 }, () => unit({ nowMs: 1_000 }));
    const starved = run(...fed(5), output(0), ...silent, tick(2_500, true));
    expect(starved.state.phase).toBe('starved');
    expect(run(...fed(5), output(0), ...silent, tick(2_500, true), tick(8_000, true)).state.candidate).toBe('ffmpeg');
    expect(run(...fed(5), output(0), tick(2_500), tick(60_000)).state.candidate).toBe('webcodecs');
  });
});

describe('decoder errors', () => {
  test('one makes a new decoder that waits for a keyframe; the second goes to pictures', () => {
    const once = run(config(), key(), output(), error(100));
    expect(once.last).toEqual(['close-decoder', 'configure']);
    expect(once.state.phase).toBe('waiting-keyframe');
    expect(run(config(), key(), output(), error(100), unit()).last).toEqual(['drop']);
    expect(run(config(), key(), output(), error(100), key(), error(200)).last).toContain('ask-pictures');
  });

  test('are forgiven after half a minute', () => {
    expect(run(config(), key(), output(), error(100), key(), output(40_000), error(40_100)).state.candidate).toBe('webcodecs');
  });

  test('of a codec that is not supported are final; of a proven one are not learned', () => {
    expect(run(config(), error(0, true)).last).toContain('learn-ffmpeg');
    expect(run(config(), key(), error(0, false, true), key(), error(1, false, true)).last).not.toContain('learn-ffmpeg');
  });
});

describe('losses and back-pressure', () => {
  const running = [config(), key(), output()];

  test('after a discontinuity only a keyframe goes on', () => {
    expect(run(...running, unit({ discontinuity: true })).last).toEqual(['drop']);
    expect(run(...running, unit({ discontinuity: true }), unit()).last).toEqual(['drop']);
    expect(run(...running, key({ discontinuity: true })).last).toEqual(['decode']);
  });

  test('a full decoder drops to the next keyframe it can take', () => {
    expect(run(...running, unit({ queued: 8 })).last).toEqual(['decode']);
    const full = [...running, unit({ queued: 9 })];
    expect(run(...full).last).toEqual(['drop']);
    expect(run(...full, unit({ queued: 0 })).last).toEqual(['drop']);
    expect(run(...full, key({ queued: 9 })).last).toEqual(['drop']);
    expect(run(...full, key({ queued: 0 })).last).toEqual(['decode']);
  });

  test('a worker that is behind skips to keyframes instead of decoding its backlog, but still shows those', () => {
    expect(run(...running, unit({ ageMs: 1_000 })).last).toEqual(['decode']);
    const behind = [...running, unit({ ageMs: 1_001 })];
    expect(run(...behind).last).toEqual(['drop']);
    expect(run(...behind, key({ ageMs: 2_000 })).last).toEqual(['decode']);
    expect(run(...behind, key({ ageMs: 2_000 }), unit({ ageMs: 1_900 })).last).toEqual(['drop']);
    expect(run(...behind, key({ ageMs: 50 }), unit({ ageMs: 50 })).last).toEqual(['decode']);
  });

  test('the cached group of pictures of a start is swallowed whole', () => {
    const cached = Array.from({ length: 40 }, (_, index) => unit({ ageMs: 2_000 - index * 40, queued: index + 1 }));
    const start = run(config(), key({ ageMs: 2_000 }), ...cached);
    expect(start.all.filter((effect) => effect === 'decode')).toHaveLength(41);
    expect(run(config(), key({ ageMs: 2_000 }), ...cached, unit({ queued: 20 }), unit({ queued: 3 }), unit({ queued: 20 })).last).toEqual([
      'drop',
    ]);
  });
});

describe('changes in the middle', () => {
  test('new parameters configure anew and wait for a keyframe; the same ones change nothing', () => {
    const changed = run(config(), key(), output(), config({ width: 1280, height: 720 }));
    expect(changed.last).toEqual(['close-decoder', 'configure']);
    expect(changed.state.phase).toBe('waiting-keyframe');
    const recoloured = run(config(), key(), output(), config({ colour: { matrix: 'bt601', fullRange: true } }));
    expect(recoloured.last).toEqual(['configure']);
    const same = run(config(), key(), output(), config({ sourceHoldMs: 40 }));
    expect(same.last).toEqual([]);
    expect(same.state.phase).toBe('running');
  });

  test('a new subscription waits for its config and a keyframe, without a new decoder', () => {
    const again = run(config(), key(), output(), { kind: 'subscribed' }, unit(), config(), unit());
    expect(again.last).toEqual(['drop']);
    expect(again.all.filter((effect) => effect === 'configure')).toHaveLength(1);
  });

  test('pictures run, survive late units configs of the same codec, and give way to a codec worth trying', () => {
    const pictures = [
      config({ codecString: null }),
      config({ codecString: null, carries: 'pictures' }),
      { kind: 'picture', nowMs: 1 },
    ] as const;
    expect(run(...pictures).last).toEqual(['present']);
    expect(run(...pictures, config({ codecString: null })).state.candidate).toBe('ffmpeg');
    expect(run(...pictures, config({ carries: 'pictures' })).last).toEqual(['ask-units']);
  });

  test('pictures that cannot be shown are the end of it', () => {
    expect(run(config({ codecString: null }), { kind: 'picture-error' }).state.phase).toBe('failed');
  });
});
