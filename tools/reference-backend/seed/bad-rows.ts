/** 26 documents as a careless or hostile source would send them: each must be refused, or kept out, or shown as mere text. */
import type { Camera } from '../../../src-contract/province/schemas.ts';
import type { Document } from '../feed/feed.ts';

/** `refused`: does not fit the contract. `excluded`: fits, must not be kept. `flagged`: fits, something is wrong with it. */
export type BadRowVerdict = 'refused' | 'excluded' | 'flagged';

export interface BadRow {
  readonly id: string;
  readonly type: string;
  readonly what: string;
  readonly verdict: BadRowVerdict;
  readonly document: Document;
}

type Change = readonly [what: string, verdict: BadRowVerdict, change: Readonly<Record<string, unknown>>];

const cameraChanges = (good: Camera): readonly Change[] => [
  ['a state secret (Mật)', 'excluded', { classification: 'MAT' }],
  ['a state secret (Tuyệt mật)', 'excluded', { classification: 'TUYET_MAT' }],
  ['an operational camera of the police', 'excluded', { ownershipClass: 'POLICE_OPERATIONAL' }],
  ['a voluntary camera without consent', 'excluded', { ownershipClass: 'VOLUNTARY', consent: null }],
  [
    'a voluntary camera whose consent has ended',
    'excluded',
    {
      ownershipClass: 'VOLUNTARY',
      consent: { documentNo: '1/VB-ĐY', validFrom: '2025-01-01T00:00:00.000Z', validTo: '2025-12-31T00:00:00.000Z' },
    },
  ],
  ['a code of no known group', 'refused', { code: '19-05443-XX-0001' }],
  ['a code without its leading zero', 'refused', { code: '19-5443-GT-0001' }],
  ['the code of another camera', 'flagged', { code: good.code }],
  ['a commune that does not exist', 'flagged', { areaPath: '19/99999' }],
  ['a managing unit that does not exist', 'flagged', { managingUnitId: 'unit-khong-co' }],
  ['a position in the sea', 'refused', { position: { longitude: 108.9, latitude: 16.2 } }],
  ['longitude and latitude swapped', 'refused', { position: { longitude: good.position.latitude, latitude: good.position.longitude } }],
  ['a position that is text', 'refused', { position: '105.8,21.6' }],
  ['a heading of 360 degrees', 'refused', { headingDeg: 360 }],
  ['a script for a name', 'flagged', { name: '<img src=x onerror=alert(1)> - P. Phan Đình Phùng' }],
  ['a name that turns the line around', 'flagged', { name: 'Cổng \u202Egnod gnơưđ \u202C' }],
  ['a name of 5,000 letters', 'refused', { name: 'Đ'.repeat(5000) }],
  ['an empty name', 'refused', { name: '' }],
  ['a password in the address', 'refused', { connection: { ...good.connection, mainStream: 'rtsp://admin:12345@198.51.100.9/1' } }],
  ['an address that is a file', 'refused', { connection: { ...good.connection, mainStream: 'file:///etc/passwd' } }],
  ['an address that is an option', 'refused', { connection: { ...good.connection, mainStream: '-i concat:/etc/passwd' } }],
  ['no address at all', 'refused', { connection: null }],
];

/** @param good any camera of the seed, to be broken */
export const buildBadRows = (good: Camera): readonly BadRow[] => {
  const cameras = cameraChanges(good).map(([what, verdict, change], index): BadRow => {
    const id = `bad-cam-${String(index + 1).padStart(2, '0')}`;
    const own = { ...good, id, code: `19-05443-AN-${String(9000 + index)}`, ...change };
    return {
      id,
      type: 'camera',
      what,
      verdict,
      document: own,
    };
  });
  const others: readonly BadRow[] = [
    {
      id: 'bad-area-01',
      type: 'area',
      what: 'a district',
      verdict: 'refused',
      document: { id: 'bad-area-01', kind: 'HUYEN', name: 'Huyện Đồng Hỷ', path: '19/00169', parentId: '19', aliases: [], centre: null },
    },
    {
      id: 'bad-layout-01',
      type: 'layout',
      what: 'tiles of a camera nobody knows, outside the grid',
      verdict: 'flagged',
      document: {
        id: 'bad-layout-01',
        name: 'Bố cục hỏng',
        owner: { kind: 'unit', unitId: 'unit-ioc' },
        columns: 2,
        rows: 2,
        tiles: { t01: { cameraId: 'cam-khong-co', column: 9, row: 9, columnSpan: 1, rowSpan: 1 } },
      },
    },
    {
      id: 'bad-scenario-01',
      type: 'scenario',
      what: 'one screen twice, with a layout nobody knows',
      verdict: 'flagged',
      document: {
        id: 'bad-scenario-01',
        name: 'Kịch bản hỏng',
        owner: { kind: 'unit', unitId: 'unit-ioc' },
        screens: [
          { screen: 1, layoutId: 'bo-cuc-khong-co' },
          { screen: 1, layoutId: 'layout-ioc-9' },
        ],
      },
    },
    {
      id: 'bad-thing-01',
      type: 'hologram',
      what: 'a type of a later version',
      verdict: 'refused',
      document: { id: 'bad-thing-01', anything: true },
    },
  ];
  return [...cameras, ...others];
};
