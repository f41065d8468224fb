import { expect, it } from 'vitest';
import type { PictureMasks, PrivacyState } from '../../../../../src-contract/model/privacy.ts';
import type { CameraMask } from '../../../../../src-contract/province/schemas.ts';
import { Openings } from '../../../../../src-main/services/approvals/openings.ts';
import { Privacy } from '../../../../../src-main/services/privacy/privacy.ts';
import { usualRules } from '../../../../../src-main/services/privacy/privacy-rules.ts';
import { createSteppedClock } from '../../../../fakes/stepped-clock.ts';
import { cameraDocument, provinceDesk, taken } from '../../../../fakes/province-desk.ts';

const points = [
  { x: 0.1, y: 0.1 },
  { x: 0.4, y: 0.1 },
  { x: 0.4, y: 0.4 },
];
const other = points.map(({ x, y }) => ({ x: x + 0.5, y }));
const masks: readonly CameraMask[] = [
  { id: 'm1', reason: 'Nhà dân', liftable: true, points },
  { id: 'm2', reason: 'Phòng khám', liftable: false, points: other },
];
const connection = { mainStream: 'rtsp://10.0.0.7/main', subStream: null, onvif: null, credentialRev: null };
const masked = { ...cameraDocument({ id: 'cam-1' }), connection, masks };
const plain = { ...cameraDocument({ id: 'cam-2' }), connection: { ...connection, mainStream: 'rtsp://10.0.0.8/main' } };
const policy = { ...usualRules, id: 'policy-privacy', kind: 'privacy' } as const;
const opened = {
  act: 'unmask',
  cameraId: 'cam-1',
  sessionId: 's',
  windowId: 'w',
  byName: 'An',
  second: { id: 'u2', name: 'Bình' },
} as const;

function started(seat = taken()) {
  const desk = provinceDesk(
    [
      ['camera', masked],
      ['camera', plain],
      ['policy', policy],
    ],
    seat,
  );
  const openings = new Openings(createSteppedClock());
  const privacy = new Privacy({ seat: desk.seat, configuration: desk.configuration, openings, machine: 'MAY-01' });
  return { ...desk, openings, privacy };
}

it('hides what the province says, nothing where it says nothing, and all of a camera it does not know', () => {
  const { privacy } = started();
  expect(privacy.masksOf('cam-1')).toEqual({ style: 'hatched', always: [points, other], lifted: null });
  expect(privacy.masksOf('cam-2')).toEqual({ style: 'solid', always: [], lifted: null });
  expect(privacy.masksOf('cam-3')).toBeNull();
  expect([privacy.hides('cam-1'), privacy.hides('cam-2'), privacy.hides('cam-3')]).toEqual([true, false, false]);
  expect([privacy.hidesAt('rtsp://u:p@10.0.0.7:554/x'), privacy.hidesAt('rtsp://10.0.0.8/x'), privacy.hidesAt('x')]).toEqual([
    true,
    false,
    false,
  ]);
});

it('hides nothing and marks nothing on a workstation of its own', () => {
  const { privacy } = started({ kind: 'standalone' });
  expect(privacy.masksOf('whatever')).toEqual({ style: 'solid', always: [], lifted: null });
  expect(privacy.state().watermark).toBeNull();
});

it('lifts only what may be lifted, tells windows, and puts it back', () => {
  const { privacy, openings } = started();
  const told: PictureMasks[] = [];
  privacy.lifted.on((change) => told.push(change.masks));
  openings.open({ ...opened }, 60_000);
  openings.shutThese(() => true, 'by-hand');
  expect(told).toEqual([
    { style: 'hatched', always: [other], lifted: { shapes: [points], forMs: 60_000 } },
    { style: 'hatched', always: [points, other], lifted: null },
  ]);
  openings.open({ ...opened, act: 'sensitive-playback' }, 60_000);
  expect(told).toHaveLength(2);
});

it('ends a lift and opens streams anew when the province changes a mask or how masks look', () => {
  const { privacy, openings, put } = started();
  const changed: string[][] = [];
  privacy.masksChanged.on((ids) => changed.push([...ids]));
  openings.open({ ...opened }, 60_000);
  put('camera', 'cam-1', { ...masked, name: 'Tên khác' });
  expect([changed, openings.list().length]).toEqual([[], 1]);
  put('camera', 'cam-1', { ...masked, masks: masks.slice(1) });
  expect([changed, openings.list().length]).toEqual([[['cam-1']], 0]);
  put('camera', 'cam-2', { ...plain, masks });
  put('policy', 'policy-privacy', { ...policy, maskStyle: 'solid' });
  put('camera', 'cam-2', plain);
  expect(changed.slice(1)).toEqual([['cam-2'], ['cam-1', 'cam-2'], ['cam-2']]);
});

it('says whose screen it is, in the order and with the look the policy wants, or not at all', () => {
  const { privacy, put, seat } = started();
  const told: PrivacyState[] = [];
  privacy.changed.on((state) => told.push(state));
  expect(privacy.state().watermark).toEqual({ text: 'an · unit-a · MAY-01', time: true, opacityPercent: 22, density: 'normal' });
  put('policy', 'policy-privacy', {
    ...policy,
    watermark: { shown: true, opacityPercent: 40, density: 'dense', content: ['machine', 'purpose', 'name'] },
  });
  expect(told.at(-1)?.watermark).toMatchObject({ time: false, opacityPercent: 40, density: 'dense' });
  expect(told.at(-1)?.watermark?.text).toMatch(/^MAY-01 · An ninh trật tự · /u);
  put('policy', 'policy-privacy', { ...policy, watermark: { ...policy.watermark, shown: false } });
  expect(told.at(-1)?.watermark).toBeNull();
  put('policy', 'policy-privacy', null);
  expect(privacy.state().watermark).not.toBeNull();
  seat.take({ kind: 'empty', reason: 'signed-out' });
  expect(told.at(-1)?.watermark).toBeNull();
  privacy.dispose();
});
