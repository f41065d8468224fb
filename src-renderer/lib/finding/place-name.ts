/** The place in a camera's name, by the scheme `[GG] Vị trí - hướng nhìn - Phường/Xã`. */

const GROUP_MARK = /^\[[A-Z]{2}\]\s*/u;

/** `[GT] Đảo tròn trung tâm - hướng Bắc - P. Phan Đình Phùng` → `Đảo tròn trung tâm`; a name that is only a place is that place. */
export function placeIn(name: string): string {
  const [place = ''] = name.replace(GROUP_MARK, '').split(' - ');
  return place.trim() === '' ? name : place.trim();
}

/** What a name says beyond the nodes it stands under in the tree by area; all of it where that would leave nothing. */
export function nameWithin(name: string, kind: 'area' | 'place' | 'other', area: string): string {
  if (kind === 'other') return name;
  const ending = ` - ${area}`;
  const here = area !== '' && name.endsWith(ending) ? name.slice(0, -ending.length) : name;
  if (kind === 'area') return here;
  const [place = '', ...rest] = here.split(' - ');
  return rest.length === 0 ? place : rest.join(' - ');
}
