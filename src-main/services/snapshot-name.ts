/** Names that every file system takes. */
import type { EpochMs } from '../../src-contract/time.ts';

const VIETNAM_OFFSET_MS = 7 * 3_600_000;
const MAX_NAME = 60;

/** Letters without marks, digits and dashes; `camera` where nothing is left. */
export function asciiName(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D');
  const kept = plain
    .replace(/[^A-Za-z0-9]+/gu, '-')
    .slice(0, MAX_NAME)
    .replace(/^-+|-+$/gu, '');
  return kept === '' ? 'camera' : kept;
}

/** `12_Cong-chinh_20261122-065726.png`, in Vietnam's time; `again` from 2 on tells apart what would be the same. */
export function snapshotFileName(
  camera: { readonly number: number; readonly name: string },
  takenAt: EpochMs,
  format: 'png' | 'jpeg',
  again: number,
): string {
  const stamp = new Date(takenAt + VIETNAM_OFFSET_MS).toISOString().replace(/[-:]/gu, '').replace('T', '-').slice(0, 15);
  const suffix = again < 2 ? '' : `-${String(again)}`;
  return `${String(camera.number)}_${asciiName(camera.name)}_${stamp}${suffix}.${format === 'png' ? 'png' : 'jpg'}`;
}
