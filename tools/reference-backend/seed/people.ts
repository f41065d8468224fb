/** People of the demo province: one or more per role whose passwords are known, and a duty officer for each commune who cannot sign in. */
import type { User } from '../../../src-contract/province/schemas.ts';
import { communes, communeTitle } from './communes.ts';

/** A person whose password is printed at start: demo seed only. */
export interface DemoPerson {
  readonly user: User;
  readonly password: string;
  /** RFC 6238 secret, base32; null: no second factor. */
  readonly totpSecret: string | null;
}

const person = (
  key: string,
  login: string,
  name: string,
  unit: string,
  roleId: string,
  areaPath = '19',
  totpSecret: string | null = null,
): DemoPerson => ({
  user: {
    id: `user-${key}`,
    login,
    name,
    unitId: unit,
    assignments: [{ roleId, areaPath, unitId: unit }],
    state: 'active',
    lastSignInAt: null,
  },
  password: `Demo-${login}-2026`,
  totpSecret,
});

/** Leads the shift: watches as the others do, and works on the cases the unit was given. */
const shiftLeader = (): DemoPerson => {
  const plain = person('truong-ca', 'truongca.ioc', 'Phan Thanh Sơn', 'unit-ioc', 'ioc-operator');
  const assignments = [...plain.user.assignments, { roleId: 'extraction-officer', areaPath: '19', unitId: 'unit-ioc' }];
  return { ...plain, user: { ...plain.user, assignments } };
};

export const demoPeople: readonly DemoPerson[] = [
  person('lanh-dao', 'lanhdao', 'Trần Minh Lãnh', 'unit-vp-ubnd', 'leader-viewer'),
  person('truc-ban', 'trucban.ioc', 'Nguyễn Văn An', 'unit-ioc', 'ioc-operator'),
  person('truc-ban-2', 'trucban2.ioc', 'Lê Thị Bình', 'unit-ioc', 'ioc-operator'),
  shiftLeader(),
  person('truc-xa', 'trucban.pdp', 'Hoàng Thị Cúc', 'unit-05443', 'unit-operator', '19/05443'),
  person('cong-an', 'congan', 'Phạm Quốc Dũng', 'unit-cong-an', 'police-liaison'),
  person('trich-xuat', 'trichxuat', 'Đỗ Thu Hà', 'unit-ioc', 'extraction-officer'),
  person('phe-duyet', 'pheduyet', 'Vũ Đức Hải', 'unit-vp-ubnd', 'approver'),
  person('phe-duyet-xa', 'pheduyet.pdp', 'Ngô Thị Hoa', 'unit-05443', 'approver', '19/05443'),
  person('thiet-bi', 'thietbi', 'Lý Văn Khánh', 'unit-ioc', 'device-admin', '19', 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'),
  person('quan-tri', 'quantri', 'Nông Thị Lan', 'unit-khcn', 'system-admin', '19', 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU'),
  person('quan-tri-2', 'quantri2', 'Ma Văn Minh', 'unit-khcn', 'system-admin', '19', 'MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK'),
  person('thanh-tra', 'thanhtra', 'Triệu Thị Nga', 'unit-tu-phap', 'inspector'),
  person('nha-thau', 'nhathau', 'Dương Văn Phúc', 'unit-ncc-a', 'contractor'),
  person('nghi-viec', 'nghiviec', 'Bàn Thị Quế', 'unit-ioc', 'ioc-operator'),
];

/** @param seedMs the day the seed plays on; the idle account of R-ACC-07 counts from it */
export const people = (seedMs: number): readonly User[] => [
  ...demoPeople.map(({ user }) => user),
  ...communes.map((commune): User => ({
    id: `user-truc-${commune.code}`,
    login: `truc.${commune.code}`,
    name: `Trực ban ${communeTitle(commune)}`,
    unitId: `unit-${commune.code}`,
    assignments: [{ roleId: 'unit-operator', areaPath: `19/${commune.code}`, unitId: `unit-${commune.code}` }],
    state: 'active',
    lastSignInAt: null,
  })),
  {
    id: 'user-bo-quen',
    login: 'boquen',
    name: 'Tài khoản lâu không dùng',
    unitId: 'unit-ioc',
    assignments: [{ roleId: 'ioc-operator', areaPath: '19', unitId: 'unit-ioc' }],
    state: 'active',
    lastSignInAt: new Date(seedMs - 46 * 86_400_000).toISOString(),
  },
];
