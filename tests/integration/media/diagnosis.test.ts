/** The simulator breaks something on command, and the hop that is named is the one that was broken. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RecordType } from '../../../src-contract/link/records.ts';
import { mediaDiagnosticsSchema, type MediaDiagnostics, type TileDiagnostics } from '../../../src-contract/model/diagnostics.ts';
import { findBrokenHop, type BrokenHop } from '../../../src-renderer/lib/diagnostics/find-broken-hop.ts';
import { baseOf, hopFigures } from '../../../src-renderer/lib/diagnostics/hop-figures.ts';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { tileDiagnostics } from '../../fakes/tile-diagnostics.ts';
import { findTestFfmpeg, MediaRig, until } from './media-rig.ts';

const password = 'đúng rồi';
let sim: CameraSim;
let ffmpeg: Awaited<ReturnType<typeof findTestFfmpeg>>;
let rig: MediaRig;

beforeAll(async () => {
  ffmpeg = await findTestFfmpeg();
  sim = await startCameraSim({
    cameras: 8,
    authOf: new Map([[2, { kind: 'digest', username: 'xem', password, qop: true, nonceSeconds: 60 }]]),
  });
});
afterAll(() => {
  sim.dispose();
});
beforeEach(() => {
  rig = new MediaRig(ffmpeg);
});
afterEach(async () => {
  await rig.stop();
  await sim.faults.clear();
});

const records = (subscription: number): readonly MediaDiagnostics[] =>
  rig.link.json(subscription, RecordType.diagnostics).map((record) => mediaDiagnosticsSchema.parse(record));

/** What a window would make of the records: one that takes in and shows all it gets. */
function verdict(subscription: number): BrokenHop | null {
  const looks = records(subscription).map((media, second): TileDiagnostics => {
    const seen = { received: media.stream.units, decoded: media.stream.units };
    const { units } = media.stream;
    const look = tileDiagnostics(second, { decoder: seen, glass: { presented: units, painted: units }, tile: { media } });
    return look;
  });
  const [now, before] = [looks.at(-1), baseOf(looks)];
  return now === undefined || before === undefined ? null : findBrokenHop(hopFigures(now, before));
}

function diagnose(source: Parameters<MediaRig['watch']>[0]): number {
  const subscription = rig.watch(source);
  rig.link.command({ kind: 'diagnose', subscriptions: [subscription] });
  return subscription;
}

const healthy = (subscription: number): Promise<number> =>
  until(
    'three healthy looks',
    () => records(subscription).length > 3 && rig.state(subscription) === 'playing' && verdict(subscription) === null,
  );

describe('what the hops count', () => {
  it('tells a healthy native stream from its packets to its keyframes', async () => {
    const one = diagnose({ url: sim.url(2, 'sub'), username: 'xem', password });
    await healthy(one);
    const [first, last] = [records(one).at(-3), records(one).at(-1)];
    expect(last).toMatchObject({
      source: { kind: 'native', reason: 'preferred', transport: 'tcp', connects: 1, challenges: 1, lost: 0 },
      stream: { state: { kind: 'playing' }, torn: 0, viewers: 1 },
      link: { dropped: 0 },
    });
    expect(last?.source.packets).toBeGreaterThan(first?.source.packets ?? 0);
    expect(last?.source.bytes).toBeGreaterThan(first?.source.bytes ?? 0);
    expect(last?.source.roundTripMs).toBeGreaterThanOrEqual(0);
    expect(Math.round(1000 / (last?.stream.frameIntervalMs ?? 1))).toBe(15);
    expect(last?.stream.cachedBytes).toBeGreaterThan(0);
  });

  it('tells what FFmpeg can tell', async () => {
    await rig.stop();
    rig = new MediaRig(ffmpeg, 'ffmpeg');
    const one = diagnose({ url: sim.url(1, 'sub') });
    await healthy(one);
    const last = records(one).at(-1);
    expect(last).toMatchObject({ source: { kind: 'ffmpeg', reason: 'forced', connects: 1, packets: 0 } });
    expect(last?.source.bytes).toBeGreaterThan(10_000);
    expect(last?.stream.holdMs).toBeGreaterThan(30);
  });
});

describe('the hop that is named', () => {
  it('is the source when packets are lost', async () => {
    const one = diagnose({ url: sim.url(3, 'main'), transport: 'udp' });
    await healthy(one);
    sim.faults.set(3, { kind: 'loss', percent: 12 });
    await until('loss is named', () => verdict(one)?.cause.kind === 'packet-loss');
    expect(verdict(one)).toMatchObject({ hop: 'source' });
  });

  it('is the camera when it goes silent', async () => {
    const one = diagnose({ url: sim.url(4, 'sub') });
    await healthy(one);
    sim.faults.set(4, { kind: 'stall', keepAlive: true });
    await until('silence is named', () => verdict(one)?.severity === 'broken');
    expect(verdict(one)).toMatchObject({ hop: 'camera' });
  });

  it('is the camera when the line to it is too thin for its pictures', async () => {
    const one = diagnose({ url: sim.url(5, 'main') });
    await healthy(one);
    sim.faults.set(5, { kind: 'slow', bytesPerSecond: 30_000 });
    await until('missing or late pictures are named', () => verdict(one) !== null);
    expect(verdict(one)?.hop).toBe('camera');
  });

  it('is the camera when it refuses the login', async () => {
    const one = diagnose({ url: sim.url(2, 'sub'), username: 'xem', password: 'sai' });
    await until('the refusal is named', () => verdict(one)?.severity === 'broken');
    expect(verdict(one)).toMatchObject({ hop: 'camera', cause: { kind: 'failure', failure: 'unauthorised' } });
    expect(records(one).at(-1)?.source.challenges).toBeGreaterThan(0);
  });

  it('is the camera when it hangs up and does not come back', async () => {
    const one = diagnose({ url: sim.url(6, 'sub') });
    await healthy(one);
    sim.faults.set(6, { kind: 'refuse' });
    await until('the refused connection is named', () => verdict(one)?.cause.kind === 'failure');
    expect(verdict(one)).toMatchObject({ hop: 'camera', severity: 'broken' });
  });

  it('is the link when the window takes nothing in', async () => {
    const one = diagnose({ url: sim.url(7, 'main') });
    await healthy(one);
    for (let camera = 1; camera <= 8; camera += 1) if (camera !== 2) rig.watch({ url: sim.url(camera, 'main') });
    rig.link.acknowledging = false;
    await until('what waits is named', () => verdict(one)?.cause.kind === 'link-waiting', 25_000);
    await until('units are left out', () => verdict(one)?.cause.kind === 'link-full', 25_000);
    expect(verdict(one)).toMatchObject({ hop: 'link', severity: 'broken' });
  });
});
