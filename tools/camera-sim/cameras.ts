/** Which cameras the simulator plays: names, places and streams of a few sites in Thái Nguyên, repeated for larger numbers. */

export const profiles = ['main', 'sub', 'hevc', 'mjpeg'] as const;
export type Profile = (typeof profiles)[number];
export const audioCodecs = ['pcma', 'pcmu', 'aac'] as const;
export type AudioCodec = (typeof audioCodecs)[number];

export interface SimCamera {
  readonly number: number;
  /** Display name: `[group] place - direction - commune`. */
  readonly name: string;
  /** Commune. */
  readonly area: string;
  /** Scene of the clips it plays. */
  readonly scene: number;
  /** What its operator would enter as main and sub stream. */
  readonly mainProfile: Profile;
  readonly subProfile: Profile;
}

interface Site {
  readonly scene: number;
  readonly group: string;
  readonly place: string;
  readonly area: string;
}

/** One site a scene, in scene order. Places are plausible, exact spots are not given anywhere. */
const sites: readonly Site[] = [
  { scene: 1, group: 'GT', place: 'Đảo tròn trung tâm', area: 'P. Phan Đình Phùng' },
  { scene: 2, group: 'GT', place: 'Nút giao Tân Lập', area: 'P. Tích Lương' },
  { scene: 3, group: 'AN', place: 'Quảng trường Võ Nguyên Giáp', area: 'P. Phan Đình Phùng' },
  { scene: 4, group: 'GT', place: 'Ngã ba Chợ Mới', area: 'Xã Chợ Mới' },
  { scene: 5, group: 'AN', place: 'Chợ Thái', area: 'P. Phan Đình Phùng' },
  { scene: 6, group: 'MT', place: 'Đập Núi Cốc', area: 'Xã Đại Phúc' },
  { scene: 7, group: 'DL', place: 'Hồ Ba Bể - bến thuyền', area: 'Xã Ba Bể' },
  { scene: 8, group: 'YT', place: 'BV Trung ương Thái Nguyên - bãi xe', area: 'P. Phan Đình Phùng' },
  { scene: 9, group: 'DH', place: 'Khu Đại học Thái Nguyên', area: 'P. Quyết Thắng' },
  { scene: 10, group: 'GT', place: 'Cầu Gia Bảy', area: 'P. Linh Sơn' },
  { scene: 11, group: 'CN', place: 'KCN Yên Bình - cổng số 1', area: 'P. Vạn Xuân' },
  { scene: 12, group: 'HC', place: 'UBND P. Sông Công', area: 'P. Sông Công' },
];

const directions = ['hướng Bắc', 'hướng Nam', 'hướng Đông', 'hướng Tây', 'hướng Đông Bắc', 'hướng Tây Nam'];

/** Which tones there are; each has a stored AAC clip. */
export const toneHz: readonly number[] = [400, 500, 600, 700, 800, 900, 1000, 1100];

/** What a camera hears: a tone of its own, so that a listener can tell whom it hears. Repeats after eight cameras. */
export function toneOf(camera: number): number {
  return toneHz[(camera - 1) % toneHz.length] ?? 400;
}

/** Which sound the camera's own main address has: all but every fourth camera have a microphone. */
export function audioOf(camera: number): AudioCodec | null {
  return ([...audioCodecs, null] as const)[(camera - 1) % 4] ?? null;
}

/** Cameras 1…`count`. Of each dozen the seventh speaks H.265 and the twelfth MJPEG on both streams. */
export function buildCameras(count: number): SimCamera[] {
  return Array.from({ length: count }, (_, index) => {
    const site = sites[index % sites.length];
    if (site === undefined) throw new Error('no sites');
    const direction = directions[Math.floor(index / sites.length) % directions.length] ?? 'hướng Bắc';
    const special: Profile | null = site.scene === 7 ? 'hevc' : site.scene === 12 ? 'mjpeg' : null;
    return {
      number: index + 1,
      name: `[${site.group}] ${site.place} - ${direction} - ${site.area}`,
      area: site.area,
      scene: site.scene,
      mainProfile: special ?? 'main',
      subProfile: special ?? 'sub',
    };
  });
}
