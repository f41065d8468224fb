import { expect, it } from 'vitest';
import {
  cameraCodeSchema,
  cameraSchema,
  documentSchemas,
  permissionSchema,
  scenarioSchema,
} from '../../../../../src-contract/province/schemas.ts';
import { revisionOf } from '../../../../../tools/reference-backend/feed/revision.ts';
import { buildBadRows } from '../../../../../tools/reference-backend/seed/bad-rows.ts';
import { buildCameras, CAMERA_COUNT } from '../../../../../tools/reference-backend/seed/cameras.ts';
import { communes } from '../../../../../tools/reference-backend/seed/communes.ts';
import { roles } from '../../../../../tools/reference-backend/seed/roles.ts';
import { buildSeed } from '../../../../../tools/reference-backend/seed/seed.ts';
import { areas } from '../../../../../tools/reference-backend/seed/units.ts';
import { isExcluded } from '../../../../../tools/reference-backend/rights/permissions.ts';
import { audioOf, buildCameras as simulatedCameras } from '../../../../../tools/camera-sim/cameras.ts';

const wish = { simulatorUrl: 'rtsp://127.0.0.1:8554', liveCount: 16 };
const options = { ...wish, seed: 19, nowMs: Date.parse('2026-11-21T02:00:00.000Z'), badRows: true };

it('has 77 communes and 15 wards, their codes as text', () => {
  expect(communes).toHaveLength(92);
  expect(communes.filter(({ kind }) => kind === 'PHUONG')).toHaveLength(15);
  expect(new Set(communes.map(({ code }) => code)).size).toBe(92);
  expect(communes.find(({ name }) => name === 'Đức Xuân')).toMatchObject({ code: '01840', kind: 'PHUONG' });
  for (const { code, longitude, latitude, name } of communes) {
    expect(code).toMatch(/^0\d{4}$/);
    expect(name).toBe(name.normalize('NFC'));
    expect(longitude > 105.4 && longitude < 106.3 && latitude > 21.3 && latitude < 22.8).toBe(true);
  }
});

it('has no district, only former ones to search by', () => {
  expect(areas.filter(({ name }) => /huyện|thị xã|thành phố/iu.test(name))).toEqual([]);
  expect(areas.find(({ id }) => id === '05518')?.aliases).toContain('TP Sông Công');
});

it('is the same for the same number and another for another', () => {
  const text = (seed: number) => JSON.stringify(buildSeed({ ...options, seed }));
  expect(text(19)).toBe(text(19));
  expect(text(20)).not.toBe(text(19));
});

it('has documents that fit the contract, bad rows apart, under ids of their own', () => {
  const changes = buildSeed({ ...options, badRows: false });
  expect(new Set(changes.map(({ type, id }) => `${type} ${id}`)).size).toBe(changes.length);
  for (const { type, id, document } of changes) {
    const parsed = documentSchemas[type as keyof typeof documentSchemas].safeParse(document);
    expect(parsed.success, `${type} ${id}`).toBe(true);
    expect(revisionOf(1, parsed.data), `${type} ${id} holds more than the contract says`).toBe(revisionOf(1, document));
  }
});

it('has 1,200 cameras: 400 of the IOC, 560 of communes, 140 of departments, 100 voluntary', () => {
  const cameras = buildCameras(19, wish);
  expect(cameras).toHaveLength(CAMERA_COUNT);
  const managed = (test: (unit: string) => boolean) =>
    cameras.filter(({ managingUnitId, ownershipClass }) => ownershipClass === 'STATE' && test(managingUnitId)).length;
  expect(managed((unit) => unit === 'unit-ioc')).toBe(400);
  expect(managed((unit) => /^unit-\d{5}$/.test(unit))).toBe(560);
  expect(managed((unit) => unit !== 'unit-ioc' && !/\d{5}/.test(unit))).toBe(140);
  expect(cameras.filter(({ ownershipClass }) => ownershipClass === 'VOLUNTARY')).toHaveLength(100);
  expect(new Set(cameras.map(({ code }) => code)).size).toBe(CAMERA_COUNT);
  const known = new Set(communes.map(({ code }) => code));
  for (const { code } of cameras) {
    expect(cameraCodeSchema.safeParse(code).success).toBe(true);
    expect(known.has(code.slice(3, 8))).toBe(true);
  }
});

it('begins with the cameras the simulator serves, by its names and at its addresses', () => {
  const cameras = buildCameras(19, wish);
  for (const simulated of simulatedCameras(16)) {
    const camera = cameras[simulated.number - 1];
    const audio = audioOf(simulated.number);
    const sound = audio === null ? '' : `?audio=${audio}`;
    expect(camera?.connection.mainStream).toBe(`rtsp://127.0.0.1:8554/cam/${String(simulated.number)}/${simulated.mainProfile}${sound}`);
    expect(camera?.connection.subStream).toBe(`rtsp://127.0.0.1:8554/cam/${String(simulated.number)}/${simulated.subProfile}`);
    expect(camera?.name.split(' - ')[0]).toBe(simulated.name.split(' - ')[0]);
  }
  expect(cameras[16]?.connection.mainStream).toMatch(/^rtsp:\/\/198\.51\.100\./);
});

it('has scenarios that name its layouts, each screen once', () => {
  const changes = buildSeed({ ...options, badRows: false });
  const layouts = new Set(changes.filter(({ type }) => type === 'layout').map(({ id }) => id));
  const scenarios = changes.filter(({ type }) => type === 'scenario').map(({ document }) => scenarioSchema.parse(document).screens);
  expect(scenarios.map(({ length }) => length)).toEqual([2, 1]);
  for (const screens of scenarios) {
    expect(new Set(screens.map(({ screen }) => screen)).size).toBe(screens.length);
    expect(screens.filter(({ layoutId }) => !layouts.has(layoutId))).toEqual([]);
  }
});

it('has 26 bad rows, each as bad as it says', () => {
  const [good] = buildCameras(19, wish);
  const rows = buildBadRows(good!);
  expect(rows).toHaveLength(26);
  expect(new Set(rows.map(({ what }) => what)).size).toBe(26);
  for (const { type, document, verdict, what } of rows) {
    const schema = documentSchemas[type as keyof typeof documentSchemas] as
      (typeof documentSchemas)[keyof typeof documentSchemas] | undefined;
    const fits = schema?.safeParse(document).success ?? false;
    expect(fits, what).toBe(verdict !== 'refused');
    if (verdict === 'excluded') expect(isExcluded(cameraSchema.parse(document), options.nowMs), what).toBe(true);
    if (verdict === 'flagged' && type === 'camera') expect(isExcluded(cameraSchema.parse(document), options.nowMs), what).toBe(false);
  }
});

it('gives every permission to somebody, video to no system administrator, and one act of an extraction to one role', () => {
  const holding = (permission: string) =>
    roles.filter(({ cells }) => cells.some((cell) => cell.permission === permission)).map(({ id }) => id);
  for (const permission of permissionSchema.options) expect(holding(permission), permission).not.toEqual([]);
  const admin = roles.find(({ id }) => id === 'system-admin');
  expect(admin?.cells.map(({ permission }) => permission)).toEqual(['user-manage', 'audit-read']);
  expect(holding('export-approve')).toEqual(['approver']);
  expect(holding('export-execute')).toEqual(['extraction-officer']);
  expect(holding('export-request')).toEqual(['ioc-operator', 'unit-operator', 'police-liaison']);
});
