/** Everything the demo province begins with, from one seed number. */
import type { Camera, Case, Grant, Layout, Policy, Scenario } from '../../../src-contract/province/schemas.ts';
import type { Change, Document } from '../feed/feed.ts';
import { buildBadRows } from './bad-rows.ts';
import { buildCameras } from './cameras.ts';
import type { CameraWish } from './cameras.ts';
import { people } from './people.ts';
import { roles } from './roles.ts';
import { areas, units } from './units.ts';

export interface SeedOptions extends CameraWish {
  readonly seed: number;
  /** The day the demo plays on: grants and cases run around it. */
  readonly nowMs: number;
  readonly badRows: boolean;
}

const DAY_MS = 86_400_000;

const policies: readonly Policy[] = [
  {
    id: 'policy-purposes',
    kind: 'purposes',
    purposes: [
      { id: 'ANTT', name: 'An ninh trật tự', nameEn: 'Public order', caseNoRequired: false },
      { id: 'ATGT', name: 'An toàn giao thông', nameEn: 'Traffic safety', caseNoRequired: false },
      { id: 'TTDT', name: 'Trật tự đô thị', nameEn: 'Urban order', caseNoRequired: false },
      { id: 'PCTT', name: 'Phòng chống thiên tai, tìm kiếm cứu nạn', nameEn: 'Disaster prevention and rescue', caseNoRequired: false },
      { id: 'TSC', name: 'Bảo vệ tài sản công', nameEn: 'Public property', caseNoRequired: false },
      { id: 'KLCV', name: 'Kỷ luật công vụ', nameEn: 'Public-service discipline', caseNoRequired: true },
      { id: 'KHAC', name: 'Khác', nameEn: 'Other', caseNoRequired: true },
    ],
  },
  { id: 'policy-session', kind: 'session', lockAfterS: 900, adminLockAfterS: 300, failuresToLock: 5, lockForS: 900 },
  {
    id: 'policy-four-eyes',
    kind: 'four-eyes',
    acts: [
      'unmask',
      'export',
      'sensitive-playback',
      'evidence-release',
      'retention-change',
      'audit-prune',
      'rights-change',
      'device-state',
      'user-state',
    ],
    exportLongerThanS: 14_400,
  },
  { id: 'policy-retention', kind: 'retention', auditClientDays: 90, auditServerMonths: 24 },
  {
    id: 'policy-legal',
    kind: 'legal',
    securityLevel: 3,
    basis: ['Luật An ninh mạng 116/2025/QH15', 'Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15', 'QCVN 11:2026/BCA'],
    workingDays: { normal: 2, ownImage: 10 },
  },
  {
    id: 'policy-privacy',
    kind: 'privacy',
    watermark: { shown: true, opacityPercent: 22, density: 'normal', content: ['login', 'unit', 'machine', 'time'] },
    maskStyle: 'hatched',
    liftMinutes: 30,
    secondPersonHere: true,
    secondPersonOffline: true,
  },
];

const layoutOf = (id: string, name: string, columns: number, cameras: readonly Camera[]): Layout => ({
  id,
  name,
  owner: { kind: 'unit', unitId: 'unit-ioc' },
  columns,
  rows: columns,
  tiles: Object.fromEntries(
    cameras
      .slice(0, columns * columns)
      .map((camera, index) => [
        `t${String(index + 1).padStart(2, '0')}`,
        { cameraId: camera.id, column: index % columns, row: Math.floor(index / columns), columnSpan: 1, rowSpan: 1 },
      ]),
  ),
});

const scenarios: readonly Scenario[] = [
  {
    id: 'scenario-ioc-ngay',
    name: 'Trực ban ngày',
    owner: { kind: 'unit', unitId: 'unit-ioc' },
    screens: [
      { screen: 1, layoutId: 'layout-ioc-16' },
      { screen: 2, layoutId: 'layout-ioc-9' },
    ],
  },
  {
    id: 'scenario-ioc-giao-thong',
    name: 'Giao thông giờ cao điểm',
    owner: { kind: 'unit', unitId: 'unit-ioc' },
    screens: [{ screen: 1, layoutId: 'layout-ioc-9' }],
  },
];

const grants = (nowMs: number): readonly Grant[] => {
  const at = (days: number): string => new Date(nowMs + days * DAY_MS).toISOString();
  const common = { purposes: null, hours: null } as const;
  return [
    {
      id: '00000000-0000-7000-8000-000000000001',
      effect: 'allow',
      grantee: { kind: 'user', userId: 'user-cong-an' },
      target: { kind: 'area', areaPath: '19/05443' },
      permissions: ['live'],
      ...common,
      validFrom: at(-30),
      validTo: at(60),
      note: 'Phối hợp bảo đảm an ninh khu vực trung tâm',
    },
    {
      id: '00000000-0000-7000-8000-000000000002',
      effect: 'allow',
      grantee: { kind: 'unit', unitId: 'unit-05443' },
      target: { kind: 'cameras', cameraIds: ['cam-0002', 'cam-0010'] },
      permissions: ['live'],
      ...common,
      hours: { from: '06:00', to: '22:00', days: [1, 2, 3, 4, 5, 6, 7] },
      validFrom: at(-30),
      validTo: at(60),
      note: 'Theo dõi giao thông giáp ranh',
    },
    {
      id: '00000000-0000-7000-8000-000000000003',
      effect: 'deny',
      grantee: { kind: 'unit', unitId: 'unit-ioc' },
      target: { kind: 'cameras', cameraIds: ['cam-0400'] },
      permissions: ['live', 'playback'],
      ...common,
      validFrom: at(-30),
      validTo: at(60),
      note: 'Tạm ngừng khai thác theo đề nghị của đơn vị quản lý',
    },
  ];
};

const cases = (nowMs: number): readonly Case[] => {
  const at = (hours: number): string => new Date(nowMs + hours * 3_600_000).toISOString();
  return [
    {
      id: 'case-0001',
      kind: 'extraction',
      caseNo: 'TX-2026-IOC-0001',
      title: 'Va chạm giao thông tại đảo tròn trung tâm',
      purpose: 'ATGT',
      assigneeIds: ['user-cong-an', 'user-trich-xuat', 'user-phe-duyet', 'user-thanh-tra'],
      cameraIds: ['cam-0001', 'cam-0010'],
      footageFrom: at(-48),
      footageTo: at(-46),
      state: 'open',
      validTo: at(720),
    },
    {
      id: 'case-0002',
      kind: 'ticket',
      caseNo: 'SC-2026-0001',
      title: 'Camera mất nét',
      purpose: 'TSC',
      assigneeIds: ['user-nha-thau'],
      cameraIds: ['cam-0005'],
      footageFrom: at(-1),
      footageTo: at(24),
      state: 'open',
      validTo: at(24),
    },
    {
      id: 'case-0003',
      kind: 'extraction',
      caseNo: 'TX-2026-IOC-0003',
      title: 'Trẻ lạc tại cổng trường và bệnh viện, theo dõi trực tiếp',
      purpose: 'ANTT',
      assigneeIds: ['user-truong-ca', 'user-phe-duyet'],
      cameraIds: ['cam-0005', 'cam-0008', 'cam-0009', 'cam-0012'],
      footageFrom: at(-24),
      footageTo: at(720),
      state: 'open',
      validTo: at(720),
    },
  ];
};

/** Changes of the first commit, in an order in which nothing refers to what comes later. */
export const buildSeed = (options: SeedOptions): readonly Change[] => {
  const cameras = buildCameras(options.seed, options);
  const [first] = cameras;
  const of = (type: string, documents: readonly (Document & { readonly id: string })[]): readonly Change[] =>
    documents.map((document) => ({ type, id: document.id, document }));
  return [
    ...of('policy', policies),
    ...of('area', areas),
    ...of('unit', units),
    ...of('role', roles),
    ...of('user', people(options.nowMs)),
    ...of('camera', cameras),
    ...of('grant', grants(options.nowMs)),
    ...of('case', cases(options.nowMs)),
    ...of('layout', [
      layoutOf('layout-ioc-16', 'Trực ban IOC 4×4', 4, cameras),
      layoutOf('layout-ioc-9', 'Nút giao thông 3×3', 3, cameras.slice(1)),
    ]),
    ...of('scenario', scenarios),
    ...(options.badRows && first !== undefined ? buildBadRows(first) : []),
  ];
};
