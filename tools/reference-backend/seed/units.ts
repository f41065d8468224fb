/** Areas and units of the demo province. There is no district anywhere; old names live on as search aliases. */
import type { Area, Unit } from '../../../src-contract/province/schemas.ts';
import { communes, communeTitle } from './communes.ts';

/** Former towns and districts people still search by, with some of the communes made of them. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  '01840': ['TP Bắc Kạn', 'Bắc Kạn'],
  '01843': ['TP Bắc Kạn', 'Bắc Kạn'],
  '01906': ['huyện Ba Bể', 'Bắc Kạn'],
  '01954': ['huyện Ngân Sơn', 'Bắc Kạn'],
  '02020': ['huyện Chợ Đồn', 'Bắc Kạn'],
  '02086': ['huyện Chợ Mới', 'Bắc Kạn'],
  '02155': ['huyện Na Rì', 'Bắc Kạn'],
  '05443': ['TP Thái Nguyên'],
  '05455': ['TP Thái Nguyên'],
  '05467': ['TP Thái Nguyên'],
  '05518': ['TP Sông Công'],
  '05569': ['huyện Định Hóa', 'Định Hóa'],
  '05611': ['huyện Phú Lương'],
  '05692': ['huyện Đồng Hỷ'],
  '05716': ['huyện Võ Nhai'],
  '05830': ['huyện Đại Từ'],
  '05860': ['TP Phổ Yên', 'thị xã Phổ Yên'],
  '05908': ['huyện Phú Bình'],
};

const province: Area = {
  id: '19',
  kind: 'PROVINCE',
  name: 'Tỉnh Thái Nguyên',
  path: '19',
  parentId: null,
  aliases: ['Bắc Kạn', 'tỉnh Bắc Kạn'],
  centre: { longitude: 105.824, latitude: 22.024 },
};

export const areas: readonly Area[] = [
  province,
  ...communes.map((commune): Area => ({
    id: commune.code,
    kind: commune.kind,
    name: communeTitle(commune),
    path: `19/${commune.code}`,
    parentId: '19',
    aliases: ALIASES[commune.code] ?? [],
    centre: { longitude: commune.longitude, latitude: commune.latitude },
  })),
  { id: '05443-to-12', kind: 'SUB_AREA', name: 'Tổ dân phố 12', path: '19/05443/to-12', parentId: '05443', aliases: [], centre: null },
  { id: '05602-xom-1', kind: 'SUB_AREA', name: 'Xóm ATK 1', path: '19/05602/xom-1', parentId: '05602', aliases: [], centre: null },
];

const PROVINCIAL: readonly (readonly [string, Unit['kind'], string])[] = [
  ['vp-ubnd', 'PROVINCIAL_COMMITTEE', 'Văn phòng UBND tỉnh'],
  ['khcn', 'DEPARTMENT', 'Sở Khoa học và Công nghệ'],
  ['ioc', 'CENTRE', 'Trung tâm CNTT - IOC tỉnh'],
  ['xay-dung', 'DEPARTMENT', 'Sở Xây dựng'],
  ['cong-an', 'POLICE_LIAISON', 'Công an tỉnh (đầu mối)'],
  ['nnmt', 'DEPARTMENT', 'Sở Nông nghiệp và Môi trường'],
  ['y-te', 'DEPARTMENT', 'Sở Y tế'],
  ['gddt', 'DEPARTMENT', 'Sở Giáo dục và Đào tạo'],
  ['vhttdl', 'DEPARTMENT', 'Sở Văn hóa, Thể thao và Du lịch'],
  ['tai-chinh', 'DEPARTMENT', 'Sở Tài chính'],
  ['tu-phap', 'DEPARTMENT', 'Sở Tư pháp'],
  ['kcn', 'CENTRE', 'Ban Quản lý các Khu công nghiệp'],
  ['hcc-tinh', 'CENTRE', 'Trung tâm Phục vụ hành chính công tỉnh'],
  ['van-hanh', 'OPERATOR', 'Đơn vị vận hành nền tảng camera'],
  ['ncc-a', 'SERVICE_PROVIDER', 'Nhà cung cấp A'],
  ['ncc-b', 'SERVICE_PROVIDER', 'Nhà cung cấp B'],
  ['tu-nguyen', 'VOLUNTARY_PROVIDER', 'Các đơn vị cung cấp camera tự nguyện'],
];

export const units: readonly Unit[] = [
  ...PROVINCIAL.map(([id, kind, name]): Unit => ({
    id: `unit-${id}`,
    kind,
    name,
    areaPath: '19',
    parentId: id === 'vp-ubnd' ? null : 'unit-vp-ubnd',
  })),
  ...communes.flatMap((commune): readonly Unit[] => {
    const areaPath = `19/${commune.code}`;
    const title = communeTitle(commune);
    return [
      { id: `unit-${commune.code}`, kind: 'COMMUNE_COMMITTEE', name: `UBND ${title}`, areaPath, parentId: 'unit-vp-ubnd' },
      {
        id: `unit-${commune.code}-hcc`,
        kind: 'CENTRE',
        name: `Trung tâm Phục vụ HCC ${title}`,
        areaPath,
        parentId: `unit-${commune.code}`,
      },
    ];
  }),
];
