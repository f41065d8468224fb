/** Turns the bytes of a spreadsheet's CSV export into text, whichever of the usual encodings it was saved in. */

export type TextEncodingName = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'Windows-1258';
export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncodingName;
}

const labels: Readonly<Record<TextEncodingName, string>> = {
  'UTF-8': 'utf-8',
  'UTF-16LE': 'utf-16le',
  'UTF-16BE': 'utf-16be',
  'Windows-1258': 'windows-1258',
};

const decode = (bytes: Uint8Array, encoding: TextEncodingName, fatal: boolean): string =>
  new TextDecoder(labels[encoding], { fatal }).decode(bytes).normalize('NFC');

/** Zero bytes on one side of each pair betray UTF-16 without a mark: CSV is mostly ASCII. */
function unmarkedUtf16(bytes: Uint8Array): TextEncodingName | null {
  const sample = bytes.subarray(0, 4096);
  const zeros: [number, number] = [0, 0];
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2 === 0 ? 0 : 1] += 1;
  });
  const enough = sample.length / 8;
  if (zeros[1] > enough && zeros[0] * 4 < zeros[1]) return 'UTF-16LE';
  if (zeros[0] > enough && zeros[1] * 4 < zeros[0]) return 'UTF-16BE';
  return null;
}

function guess(bytes: Uint8Array): TextEncodingName {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'UTF-16LE';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'UTF-16BE';
  const wide = unmarkedUtf16(bytes);
  if (wide !== null) return wide;
  try {
    decode(bytes, 'UTF-8', true);
    return 'UTF-8';
  } catch {
    return 'Windows-1258';
  }
}

/** Answers NFC text without a byte order mark, or `null` when the bytes are not text at all (zero characters remain). */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const encoding = guess(bytes);
  const text = decode(bytes, encoding, false);
  return text.includes('\0') ? null : { text, encoding };
}
