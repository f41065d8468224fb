/** Parts of pictures the demo's cameras hide: hospitals, schools, offices and the windows behind a market. */
import type { Camera, CameraMask } from '../../../src-contract/province/schemas.ts';

const rectangle = (left: number, top: number, right: number, bottom: number): CameraMask['points'] => [
  { x: left, y: top },
  { x: right, y: top },
  { x: right, y: bottom },
  { x: left, y: bottom },
];

const mask = (id: string, reason: string, liftable: boolean, points: CameraMask['points']): CameraMask => ({
  id,
  reason,
  liftable,
  points,
});

const ofHospital: readonly CameraMask[] = [
  mask('m1', 'Lối vào phòng khám, người bệnh', false, rectangle(0.04, 0.12, 0.34, 0.46)),
  mask('m2', 'Bãi xe của người bệnh', true, [
    { x: 0.58, y: 0.44 },
    { x: 0.93, y: 0.4 },
    { x: 0.97, y: 0.74 },
    { x: 0.62, y: 0.8 },
  ]),
];
const ofSchool: readonly CameraMask[] = [mask('m1', 'Cổng trường, học sinh', true, rectangle(0.3, 0.34, 0.7, 0.72))];
const ofOffice: readonly CameraMask[] = [mask('m1', 'Cửa sổ phòng làm việc', false, rectangle(0.12, 0.16, 0.4, 0.4))];
const ofMarket: readonly CameraMask[] = [
  mask('m1', 'Cửa sổ nhà dân', true, [
    { x: 0.66, y: 0.06 },
    { x: 0.9, y: 0.12 },
    { x: 0.86, y: 0.4 },
  ]),
];

/** By what stands there; of markets and squares every third. */
export const masksOf = (index: number, group: string): Pick<Camera, 'masks'> => {
  if (group === 'YT') return { masks: ofHospital };
  if (group === 'DH') return { masks: ofSchool };
  if (group === 'HC') return { masks: ofOffice };
  return group === 'AN' && index % 3 === 1 ? { masks: ofMarket } : {};
};
