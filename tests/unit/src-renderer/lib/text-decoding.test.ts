import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeText } from '../../../../src-renderer/lib/text-decoding.ts';

const text = 'name,area\r\nĐảo tròn trung tâm,P. Phan Đình Phùng\r\n';
const utf16 = (value: string, bigEndian: boolean): Uint8Array => {
  const bytes = new Uint8Array(value.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < value.length; at += 1) view.setUint16(at * 2, value.charCodeAt(at), !bigEndian);
  return bytes;
};

it.each([
  ['UTF-8', new TextEncoder().encode(text)],
  ['UTF-8', new TextEncoder().encode(`\u{feff}${text}`)],
  ['UTF-8', new TextEncoder().encode(text.normalize('NFD'))],
  ['UTF-16LE', utf16(`\u{feff}${text}`, false)],
  ['UTF-16LE', utf16(text, false)],
  ['UTF-16BE', utf16(`\u{feff}${text}`, true)],
])('reads %s as composed text without a byte order mark', (encoding, bytes) => {
  expect(decodeText(bytes)).toEqual({ text, encoding });
});

it('reads Windows-1258, whose tone marks stand behind their vowel', () => {
  // "Đường số" : Đ=D0 ư=FD ờ=F5+CC(grave) and ố=F4+EC(acute) in the Windows-1258 table
  const bytes = Uint8Array.of(0xd0, 0xfd, 0xf5, 0xcc, 0x6e, 0x67, 0x20, 0x73, 0xf4, 0xec);
  expect(decodeText(bytes)).toEqual({ text: 'Đường số', encoding: 'Windows-1258' });
});

it('refuses what is no text', () => {
  expect(decodeText(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0, 0, 1, 2, 0))).toBeNull();
});

it('never throws and never hands on zero characters', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(decodeText(bytes)?.text.includes('\0') ?? false).toBe(false);
    }),
  );
});
