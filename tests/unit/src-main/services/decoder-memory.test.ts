import { expect, it } from 'vitest';
import { epochMs } from '../../../../src-contract/time.ts';
import type { ProvenDecoder } from '../../../../src-contract/model/proven-decoder.ts';
import { DECODERS_KEPT, DecoderMemoryService, machineOf } from '../../../../src-main/services/decoder-memory.ts';
import { createFakeStorage } from '../../../fakes/fake-storage.ts';

const DAY_MS = 86_400_000;
const hevc: ProvenDecoder = { codec: 'hvc1.1.6.L93.90', width: 1280, height: 720, decoder: 'ffmpeg' };
const avc: ProvenDecoder = { codec: 'avc1.4d4016', width: 640, height: 360, decoder: 'webcodecs' };

function machine() {
  const storage = createFakeStorage();
  const now = { ms: 100 * DAY_MS, version: '156.0.1' };
  const needs = {
    storage,
    machine: () => machineOf({ kind: 'chromium', version: now.version }, 'linux', 'x64'),
    clock: { wall: () => epochMs(now.ms) },
  };
  return { now, storage, load: () => DecoderMemoryService.load(needs) };
}

it('remembers over a restart; the newest proof counts', async () => {
  const { load } = machine();
  const first = await load();
  first.remember(hevc);
  first.remember(avc);
  first.remember({ ...hevc, decoder: 'webcodecs' });
  expect((await load()).list()).toEqual(expect.arrayContaining([avc, { ...hevc, decoder: 'webcodecs' }]));
  expect((await load()).list()).toHaveLength(2);
});

it('a new browser version proves itself anew', async () => {
  const { load, now } = machine();
  (await load()).remember(hevc);
  now.version = '157.0.0';
  expect((await load()).list()).toEqual([]);
  now.version = '156.0.1';
  expect((await load()).list()).toEqual([hevc]);
});

it('forgets a proof after a week', async () => {
  const { load, now } = machine();
  (await load()).remember(hevc);
  now.ms += 7 * DAY_MS;
  expect((await load()).list()).toEqual([]);
});

it('is bounded, and works on where it cannot be stored', async () => {
  const { load, storage } = machine();
  const service = await load();
  storage.failNext(new Error('full'));
  service.remember(avc);
  for (let width = 1; width <= DECODERS_KEPT + 5; width += 1) service.remember({ ...hevc, width });
  expect(service.list()).toHaveLength(DECODERS_KEPT);
  expect(service.list()).toContainEqual(avc);
});
