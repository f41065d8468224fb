import { beforeEach, describe, expect, it } from 'vitest';
import type { LinkCommand } from '../../../../../src-contract/link/messages.ts';
import { RecordType } from '../../../../../src-contract/link/records.ts';
import type { SoundFormat, SoundState } from '../../../../../src-contract/link/sound.ts';
import { SoundHearing, type SamplePort } from '../../../../../src-renderer/players/decode-worker/sound-hearing.ts';
import type { AacFactory, DecodedSound } from '../../../../../src-renderer/players/decode-worker/aac-decoding.ts';
import type { SoundSamples } from '../../../../../src-renderer/players/sound/sound-messages.ts';

const aac: SoundFormat = { codec: 'aac', sampleRate: 16_000, channels: 1, codecString: 'mp4a.40.2', config: '1408' };

let now: number;
let commands: LinkCommand[];
let told: (readonly [string, SoundState])[];
let played: SoundSamples[];
let closedPorts: number;
let closedData: number;
/** What the AAC decoder does with a frame. */
let decoding: 'works' | 'silent' | 'throws';
let hearing: SoundHearing;

const port = (): SamplePort => ({
  postMessage: (message) => void played.push(message),
  close: () => void (closedPorts += 1),
});

const stereo = (): DecodedSound => ({
  numberOfChannels: 2,
  numberOfFrames: 4,
  sampleRate: 16_000,
  copyTo: (destination, { planeIndex }) => {
    (destination as Float32Array).fill(planeIndex === 0 ? 0.5 : 0.25); // mono() hands over a Float32Array
  },
  close: () => void (closedData += 1),
});

const factory: AacFactory = {
  decoder: ({ output }) => ({
    decodeQueueSize: 0,
    configure: () => {
      if (decoding === 'throws') throw new Error('not supported');
    },
    decode: () => {
      if (decoding === 'works') output(stereo());
    },
    close: () => undefined,
  }),
  chunk: (init) => init as unknown as EncodedAudioChunk, // the fake decoder looks at nothing of it
};

const subscription = (): number => {
  const last = commands.findLast((command) => command.kind === 'listen');
  return last?.kind === 'listen' ? last.subscription : 0;
};
const record = (type: 7 | 8, payload: Uint8Array, of = subscription()) => ({
  ...{ type, flags: 0, subscription: of, sequence: 1, ptsUs: 0, arrivalMs: 0 },
  payload,
});
const say = (state: SoundState): void => {
  hearing.record(record(RecordType.soundState, new TextEncoder().encode(JSON.stringify(state))));
};
const sound = (...bytes: number[]): void => {
  hearing.record(record(RecordType.sound, Uint8Array.from(bytes)));
};

beforeEach(() => {
  [now, commands, told, played, closedPorts, closedData, decoding] = [0, [], [], [], 0, 0, 'works'];
  let next = 40;
  hearing = new SoundHearing({
    send: (command) => commands.push(command),
    newSubscription: () => (next += 1),
    aac: factory,
    now: () => now,
    told: (ticket, state) => told.push([ticket, state]),
  });
});

describe('SoundHearing', () => {
  it('asks once the link is up, again on every new one, and lets go', () => {
    hearing.hear('t', port());
    expect(commands).toEqual([]);
    hearing.linkUp();
    hearing.linkLost();
    hearing.linkUp();
    hearing.unhear();
    expect(commands).toEqual([
      { kind: 'listen', subscription: 41, ticket: 't', want: 'units' },
      { kind: 'listen', subscription: 42, ticket: 't', want: 'units' },
      { kind: 'unsubscribe', subscription: 42 },
    ]);
    expect(told).toEqual([['t', { kind: 'connecting' }]]);
    expect(closedPorts).toBe(1);
  });

  it('plays G.711 and samples at their rate, and nothing before it knows what they are', () => {
    hearing.linkUp();
    hearing.hear('t', port());
    sound(0xd5);
    expect(played).toEqual([]);
    say({ kind: 'playing', format: { codec: 'pcmu', sampleRate: 8000 } });
    sound(0x80, 0xff);
    say({ kind: 'playing', format: { codec: 's16le', sampleRate: 16_000 } });
    sound(0, 0x40, 0, 0x80);
    expect(played.map(({ rate, samples }) => [rate, ...samples])).toEqual([
      [8000, 32_124 / 32_768, 0],
      [16_000, 0.5, -1],
    ]);
    expect(told.map(([, { kind }]) => kind)).toEqual(['playing', 'playing']);
  });

  it('hears nothing of a subscription that is not its own any more', () => {
    hearing.linkUp();
    hearing.hear('one', port());
    const first = subscription();
    say({ kind: 'playing', format: { codec: 'pcmu', sampleRate: 8000 } });
    hearing.hear('two', port());
    hearing.record(record(RecordType.sound, Uint8Array.of(0x80), first));
    hearing.record(record(RecordType.soundState, Uint8Array.of(0x7b)));
    expect(played).toEqual([]);
  });

  it('mixes the channels of AAC and closes what it was given', () => {
    hearing.linkUp();
    hearing.hear('t', port());
    say({ kind: 'playing', format: aac });
    sound(1, 2, 3);
    expect(played).toEqual([{ rate: 16_000, samples: new Float32Array(4).fill(0.375) }]);
    expect(closedData).toBe(1);
  });

  it.each(['throws', 'silent'] as const)('has FFmpeg decode where the browser does not (%s)', async (how) => {
    decoding = how;
    hearing.linkUp();
    hearing.hear('t', port());
    say({ kind: 'playing', format: aac });
    for (let frame = 0; frame < 25; frame += 1) {
      now += 100;
      sound(1, 2, 3);
    }
    await Promise.resolve();
    expect(commands.slice(1)).toEqual([
      { kind: 'unsubscribe', subscription: 41 },
      { kind: 'listen', subscription: 42, ticket: 't', want: 'samples' },
    ]);
  });
});
