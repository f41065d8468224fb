/** 1,200 cameras: IOC 400, communes 560, departments 140, voluntary 100. The first are those the camera simulator serves. */
import type { Camera } from '../../../src-contract/province/schemas.ts';
import { communes, communeTitle } from './communes.ts';
import type { Commune } from './communes.ts';
import { masksOf } from './masks.ts';

/** Chance with a seed: 0 ≤ value < 1. */
export type Random = () => number;

/** Mulberry32. */
export const seededRandom = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

export const CAMERA_COUNT = 1200;

interface Site {
  readonly group: string;
  readonly place: string;
  readonly commune: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly locationType: Camera['locationType'];
  readonly domains: Camera['domains'];
}

const site = (
  group: string,
  place: string,
  commune: string,
  longitude: number,
  latitude: number,
  locationType: Camera['locationType'],
  domains: Camera['domains'],
): Site => ({ group, place, commune, longitude, latitude, locationType, domains });

/** The simulator's scenes, in its order; then the other places of the demo. */
const liveSites: readonly Site[] = [
  site('GT', 'Đảo tròn trung tâm', '05443', 105.842, 21.594, 'JUNCTION', ['ATGT']),
  site('GT', 'Nút giao Tân Lập', '05500', 105.848, 21.553, 'JUNCTION', ['ATGT']),
  site('AN', 'Quảng trường Võ Nguyên Giáp', '05443', 105.841, 21.592, 'PUBLIC_PLACE', ['ANTT']),
  site('GT', 'Ngã ba Chợ Mới', '02086', 105.78, 21.883, 'JUNCTION', ['ATGT']),
  site('AN', 'Chợ Thái', '05443', 105.838, 21.596, 'PUBLIC_PLACE', ['ANTT']),
  site('MT', 'Đập Núi Cốc', '05488', 105.708, 21.57, 'KEY_AREA', ['PCTT', 'MOI_TRUONG']),
  site('DL', 'Hồ Ba Bể - bến thuyền', '01906', 105.617, 22.405, 'PUBLIC_PLACE', ['DU_LICH']),
  site('YT', 'BV Trung ương Thái Nguyên - bãi xe', '05443', 105.833, 21.587, 'PUBLIC_PLACE', ['Y_TE']),
  site('DH', 'Khu Đại học Thái Nguyên', '05455', 105.806, 21.586, 'PUBLIC_PLACE', ['GIAO_DUC']),
  site('GT', 'Cầu Gia Bảy', '05710', 105.838, 21.602, 'JUNCTION', ['ATGT']),
  site('CN', 'KCN Yên Bình - cổng số 1', '05890', 105.89, 21.41, 'KEY_AREA', ['CONG_NGHIEP']),
  site('HC', 'UBND P. Sông Công', '05518', 105.849, 21.458, 'COMMITTEE', ['TRU_SO']),
];

const LIVE_DIRECTIONS = ['hướng Bắc', 'hướng Nam', 'hướng Đông', 'hướng Tây', 'hướng Đông Bắc', 'hướng Tây Nam'] as const;
const HEADINGS: Readonly<Record<(typeof LIVE_DIRECTIONS)[number], number>> = {
  'hướng Bắc': 0,
  'hướng Nam': 180,
  'hướng Đông': 90,
  'hướng Tây': 270,
  'hướng Đông Bắc': 45,
  'hướng Tây Nam': 225,
};

const PLACES: readonly (readonly [string, string, Camera['locationType'], Camera['domains']])[] = [
  ['GT', 'Ngã tư trung tâm', 'JUNCTION', ['ATGT']],
  ['AN', 'Chợ', 'PUBLIC_PLACE', ['ANTT']],
  ['DT', 'Trục đường chính', 'PUBLIC_PLACE', ['DO_THI']],
  ['HC', 'Trụ sở UBND', 'COMMITTEE', ['TRU_SO', 'TAI_SAN_CONG']],
  ['HC', 'Trung tâm PV HCC', 'SERVICE_CENTRE', ['TRU_SO']],
  ['DH', 'Cổng trường', 'PUBLIC_PLACE', ['GIAO_DUC']],
  ['YT', 'Trạm y tế', 'PUBLIC_PLACE', ['Y_TE']],
  ['MT', 'Điểm sạt lở', 'KEY_AREA', ['PCTT']],
  ['DL', 'Khu du lịch', 'PUBLIC_PLACE', ['DU_LICH']],
  ['KL', 'Cổng mỏ', 'KEY_AREA', ['MOI_TRUONG']],
];
const DEPARTMENTS = ['xay-dung', 'nnmt', 'y-te', 'gddt', 'vhttdl', 'kcn'] as const;
const MODELS = [
  ['Nhà sản xuất A', 'A-200', 'H264'],
  ['Nhà sản xuất A', 'A-400 PTZ', 'H265'],
  ['Nhà sản xuất B', 'B-12', 'H264'],
  ['Nhà sản xuất B', 'B-36', 'H265'],
  ['Nhà sản xuất C', 'C-1', 'MJPEG'],
] as const;

export interface CameraWish {
  /** Where the simulator serves `/cam/<n>/<profile>`, without a slash at the end. */
  readonly simulatorUrl: string;
  readonly liveCount: number;
  /** Where it serves the cameras' web services, `http://host:port`; without it they have none. */
  readonly simulatorOnvifUrl?: string | undefined;
}

/** The document without what a site says of it. */
const equipmentOf = (index: number, random: Random): Pick<Camera, 'device' | 'compliance' | 'noticeSign' | 'state' | 'sensitive'> => {
  const [make, model, videoCodec] = MODELS[Math.floor(random() * MODELS.length)] ?? MODELS[0];
  const fate = random();
  return {
    device: {
      make,
      model,
      videoCodec,
      firmware: `1.${String(Math.floor(random() * 9))}.0`,
      serial: `SN${String(index + 1).padStart(6, '0')}`,
      onvifProfiles: ['S', 'T'],
    },
    compliance:
      fate < 0.7 ? { state: 'DAT', until: '2027-06-30T00:00:00.000Z' } : { state: fate < 0.85 ? 'CHUA_DANH_GIA' : 'CHUA_DAT', until: null },
    noticeSign: random() < 0.9,
    state: random() < 0.97 ? 'active' : 'maintenance',
    sensitive: random() < 0.05,
  };
};

/** Managing unit, ownership and consent by where in the count a camera stands. */
const ownerOf = (index: number, commune: Commune): Pick<Camera, 'managingUnitId' | 'operatingUnitId' | 'ownershipClass' | 'consent'> => {
  const state = { ownershipClass: 'STATE', consent: null } as const;
  if (index < 400) return { ...state, managingUnitId: 'unit-ioc', operatingUnitId: 'unit-van-hanh' };
  if (index < 960) return { ...state, managingUnitId: `unit-${commune.code}`, operatingUnitId: 'unit-ioc' };
  if (index < 1100) {
    const unit = `unit-${DEPARTMENTS[index % DEPARTMENTS.length] ?? 'xay-dung'}`;
    return { ...state, managingUnitId: unit, operatingUnitId: unit };
  }
  return {
    managingUnitId: `unit-${commune.code}`,
    operatingUnitId: 'unit-tu-nguyen',
    ownershipClass: 'VOLUNTARY',
    consent: { documentNo: `${String(index)}/VB-ĐY`, validFrom: '2026-01-01T00:00:00.000Z', validTo: null },
  };
};

const siteOf = (index: number, live: boolean, commune: Commune, random: Random): Site => {
  const known = live ? liveSites[index % liveSites.length] : undefined;
  if (known !== undefined) return known;
  const [group, place, locationType, domains] = PLACES[Math.floor(random() * PLACES.length)] ?? ['GT', 'Ngã tư', 'JUNCTION', ['ATGT']];
  // Within about a kilometre of the commune's centre: inside the commune, on no true spot.
  const near = (centre: number): number => Math.round((centre + (random() - 0.5) * 0.018) * 1e5) / 1e5;
  return site(group, place, commune.code, near(commune.longitude), near(commune.latitude), locationType, domains);
};

/** Profiles the simulator gives the camera of this number: of each dozen the seventh speaks H.265, the twelfth MJPEG. */
const simulatedProfiles = (index: number): readonly [string, string] => {
  if (index % 12 === 6) return ['hevc', 'hevc'];
  return index % 12 === 11 ? ['mjpeg', 'mjpeg'] : ['main', 'sub'];
};

/** The sound of a camera's main stream there: every fourth has none. */
const simulatedSound = (index: number): string => ['?audio=pcma', '?audio=pcmu', '?audio=aac', ''][index % 4] ?? '';

/** Where a camera of the demo is reached: the simulator for the first ones, nowhere for the others. */
export const connectionOf = (index: number, { simulatorUrl, simulatorOnvifUrl, liveCount }: CameraWish): Camera['connection'] => {
  if (index < liveCount) {
    const [main, sub] = simulatedProfiles(index);
    const stream = `${simulatorUrl}/cam/${String(index + 1)}`;
    const onvif = simulatorOnvifUrl === undefined ? null : `${simulatorOnvifUrl}/cam/${String(index + 1)}/onvif/device_service`;
    return { mainStream: `${stream}/${main}${simulatedSound(index)}`, subStream: `${stream}/${sub}`, onvif, credentialRev: 1 };
  }
  // TEST-NET-2 (RFC 5737): reaches nobody.
  const address = `198.51.100.${String(1 + (index % 250))}`;
  const path = `rtsp://${address}:554/${String(index + 1)}`;
  return { mainStream: `${path}/main`, subStream: `${path}/sub`, onvif: `http://${address}/onvif/device_service`, credentialRev: 1 };
};

export const cameraIdOf = (index: number): string => `cam-${String(index + 1).padStart(4, '0')}`;

export const buildCameras = (seed: number, wish: CameraWish): readonly Camera[] => {
  const random = seededRandom(seed);
  const numbers = new Map<string, number>();
  return Array.from({ length: CAMERA_COUNT }, (_, index): Camera => {
    const live = index < wish.liveCount;
    const turn = communes[(index * 7 + 3) % communes.length];
    const named = live ? communes.find(({ code }) => code === liveSites[index % liveSites.length]?.commune) : turn;
    const commune = named ?? turn;
    if (commune === undefined) throw new Error('no communes');
    const where = siteOf(index, live, commune, random);
    const number = (numbers.get(`${where.commune}-${where.group}`) ?? 0) + 1;
    numbers.set(`${where.commune}-${where.group}`, number);
    const direction =
      LIVE_DIRECTIONS[
        live ? Math.floor(index / liveSites.length) % LIVE_DIRECTIONS.length : Math.floor(random() * LIVE_DIRECTIONS.length)
      ] ?? 'hướng Bắc';
    return {
      id: cameraIdOf(index),
      code: `19-${where.commune}-${where.group}-${String(number).padStart(4, '0')}`,
      name: `[${where.group}] ${where.place}${live ? '' : ` ${String(number)}`} - ${direction} - ${communeTitle(commune)}`,
      areaPath: `19/${where.commune}`,
      ...ownerOf(index, commune),
      unitSince: '2025-07-01T00:00:00.000Z',
      classification: 'NONE',
      position: { longitude: where.longitude, latitude: where.latitude },
      headingDeg: HEADINGS[direction],
      fieldOfViewDeg: 90,
      locationType: where.locationType,
      domains: where.domains,
      legalBasis: 'Bảo đảm trật tự, an toàn xã hội - không cần đồng ý (Điều 32.1.a Luật 91/2025/QH15)',
      ...equipmentOf(index, random),
      // One in maintenance shows no picture to anybody; those the simulator plays are there to be seen.
      ...(live ? { state: 'active' as const } : {}),
      connection: connectionOf(index, wish),
      ...masksOf(index, where.group),
    };
  });
};
