import { expect, it } from 'vitest';
import { VmsError } from '../../../../src-contract/errors.ts';
import { runQuery } from '../../../../src-main/cache/queries/all.ts';
import { OutageLog, SIGN_OF_LIFE_MS } from '../../../../src-main/services/outage-log.ts';
import { cameraId } from '../../../fakes/camera-rows.ts';
import { createFakeStorage, type FakeStorage } from '../../../fakes/fake-storage.ts';
import { createSteppedClock } from '../../../fakes/stepped-clock.ts';
import { tileReport } from '../../../fakes/tile-reports.ts';

const everything = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER, cameraId: null };

function start(storage: FakeStorage = createFakeStorage()) {
  const clock = createSteppedClock();
  let ids = 0;
  const log = new OutageLog({ storage, clock, newId: () => cameraId((ids += 1)), numberOf: () => 7, screenOf: () => 2 });
  const report = (state: 'live' | 'stale' | 'failed', camera = 1): void => {
    log.reported('w', [tileReport(camera - 1, { state, cameraId: cameraId(camera) })]);
  };
  return { storage, clock, log, report };
}

it('keeps what began and how it ended, with each camera’s total', async () => {
  const { clock, log, report } = start();
  report('live');
  clock.advance(1000);
  report('stale');
  clock.advance(4000);
  report('live');
  const { outages, totals, truncated } = await log.list(everything);
  expect(outages).toMatchObject([{ cameraNumber: 7, screen: 2, state: 'stale', ended: 'recovered' }]);
  expect((outages[0]?.toMs ?? 0) - (outages[0]?.fromMs ?? 0)).toBe(4000);
  expect([totals, truncated]).toMatchObject([[{ count: 1, lostMs: 4000 }], false]);
  expect((await log.list({ ...everything, cameraId: cameraId(2) })).outages).toEqual([]);
});

it('ends after a kill, at the last sign of life, what an earlier run left open', async () => {
  const { storage, clock, log, report } = start();
  report('live');
  report('failed');
  const beganMs = clock.wall();
  clock.advance(SIGN_OF_LIFE_MS * 2 + 5000);
  await log.list(everything);
  log.dispose();
  const { outages } = await start(storage).log.list(everything);
  expect(outages).toMatchObject([{ toMs: beganMs + SIGN_OF_LIFE_MS * 2, ended: 'program-ended' }]);
});

it('ends what goes on when the program does', async () => {
  const { storage, clock, log, report } = start();
  report('live');
  report('stale');
  clock.advance(2500);
  await log.close();
  expect(runQuery(storage.db, 'listOutages', [{ ...everything, nowMs: 1, limit: 10 }])).toMatchObject({
    outages: [{ ended: 'program-ended', toMs: clock.wall() }],
  });
});

it('goes on after storage failed, and keeps an interval whole that it could only store at its end', async () => {
  const { storage, log, report } = start();
  await log.list(everything);
  report('live');
  report('live', 2);
  storage.failNext(new VmsError('storage-full', 'storage-full'));
  report('stale');
  report('live', 2);
  report('stale', 2);
  expect((await log.list(everything)).outages.map(({ cameraId: id, ended }) => [id, ended])).toEqual(
    expect.arrayContaining([
      [cameraId(1), 'left'],
      [cameraId(2), null],
    ]),
  );
});
