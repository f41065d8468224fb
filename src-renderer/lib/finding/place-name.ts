/** The place in a camera's name, by the scheme `[GG] Vị trí - hướng nhìn - Phường/Xã`. */

const GROUP_MARK = /^\[[A-Z]{2}\]\s*/u;

/** `[GT] Đảo tròn trung tâm - hướng Bắc - P. Phan Đình Phùng` → `Đảo tròn trung tâm`; a name that is only a place is that place. */
export function placeIn(name: string): string {
  const [place = ''] = name.replace(GROUP_MARK, '').split(' - ');
  return place.trim() === '' ? name : place.trim();
}
