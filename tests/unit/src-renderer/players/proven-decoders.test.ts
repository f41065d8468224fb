import { expect, it } from 'vitest';
import { decoderMemoryKey } from '../../../../src-renderer/players/decode-worker/decoder-memory.ts';
import { choiceOf, provenOf } from '../../../../src-renderer/players/proven-decoders.ts';

it('turns what a player learns into what main keeps, and back', () => {
  const proven = { codec: 'hvc1.1.6.L93.90', width: 1280, height: 720, decoder: 'ffmpeg' } as const;
  const choice = choiceOf(proven);
  expect(provenOf(choice)).toEqual(proven);
  expect(choice.key).toBe(
    decoderMemoryKey({ codecString: proven.codec, width: 1280, height: 720 } as Parameters<typeof decoderMemoryKey>[0]),
  ); // all the key reads
});

it.each(['', 'avc1 640', 'avc1 0x0', 'a b 1x1', '<b> 640x360'])('%j is nothing to keep', (key) => {
  expect(provenOf({ key, decoder: 'webcodecs' })).toBeNull();
});
