/** A vault whose one key is open; what it seals is only reversed, and opens only in its own place. */
import type { Vault } from '../../src-main/cache/vault.ts';

export function createFakeVault(options: { readonly keyId: string; readonly open: boolean } = { keyId: 'key-1', open: true }): Vault {
  const mark = (place: { table: string; row: string; column: string }): string => `${place.table}|${place.row}|${place.column}|`;
  const reverse = (text: string): string => Buffer.from(text, 'utf16le').reverse().toString('latin1');
  const restore = (text: string): string => Buffer.from(text, 'latin1').reverse().toString('utf16le');
  return {
    lockedKeys: options.open ? 0 : 1,
    canSeal: true,
    holds: (keyId) => options.open && keyId === options.keyId,
    seal: (place, plain) => ({ keyId: options.keyId, value: Buffer.from(mark(place) + reverse(plain)) }),
    open: (place, { value }) => {
      const text = Buffer.from(value).toString('utf8');
      return text.startsWith(mark(place)) ? restore(text.slice(mark(place).length)) : null;
    },
  };
}
