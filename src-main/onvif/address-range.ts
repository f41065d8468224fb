/** Which addresses a person means to have asked one by one. Pure. */

export const maxAskedAddresses = 1024;

export type RangeJudgement =
  | { readonly ok: true; readonly addresses: readonly string[] }
  | { readonly ok: false; readonly problem: 'range-unreadable' | 'range-too-large' };

/** `192.168.1.10`, `192.168.1.10-50`, `192.168.1.10-192.168.2.20`, `192.168.1.0/24`; several with commas or blanks between. Empty is none. */
export function addressesIn(text: string): RangeJudgement {
  const addresses = new Set<string>();
  for (const part of text.split(/[\s,;]+/u).filter((each) => each !== '')) {
    const span = spanOf(part);
    if (span === null) return { ok: false, problem: 'range-unreadable' };
    const [first, last] = span;
    if (last - first >= maxAskedAddresses) return { ok: false, problem: 'range-too-large' };
    for (let number = first; number <= last; number += 1) addresses.add(textOf(number));
    if (addresses.size > maxAskedAddresses) return { ok: false, problem: 'range-too-large' };
  }
  return { ok: true, addresses: [...addresses] };
}

function spanOf(part: string): readonly [number, number] | null {
  const [, base = '', bits] = /^([\d.]+)\/(\d{1,2})$/u.exec(part) ?? [];
  if (bits !== undefined) {
    const [start, length] = [numberOf(base), Number(bits)];
    if (start === null || length < 1 || length > 32) return null;
    const size = 2 ** (32 - length);
    const first = Math.floor(start / size) * size;
    // Network and broadcast address are nobody's.
    return size > 2 ? [first + 1, first + size - 2] : [first, first + size - 1];
  }
  const [from = '', to] = part.split('-');
  const first = numberOf(from);
  if (first === null || part.split('-').length > 2) return null;
  const last = to === undefined ? first : /^\d{1,3}$/u.test(to) ? numberOf(from.replace(/\d+$/u, to)) : numberOf(to);
  return last === null || last < first ? null : [first, last];
}

function numberOf(text: string): number | null {
  const parts = text.split('.').map((part) => (/^\d{1,3}$/u.test(part) ? Number(part) : 256));
  if (parts.length !== 4 || parts.some((part) => part > 255)) return null;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

const textOf = (number: number): string => [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
