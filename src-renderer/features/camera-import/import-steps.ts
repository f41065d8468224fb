/** The steps of a CSV import, as one state; pure. */
import type { ImportPreview } from '../../../src-contract/model/camera-import.ts';
import { decodeText, type TextEncodingName } from '../../lib/text-decoding.ts';

export type ImportStep =
  | { readonly kind: 'choose'; readonly trouble: string | null }
  | { readonly kind: 'reading'; readonly fileName: string }
  | {
      readonly kind: 'preview';
      readonly fileName: string;
      readonly encoding: TextEncodingName;
      readonly preview: ImportPreview;
      readonly applying: boolean;
      readonly trouble: string | null;
    };

/** The contract's bound on a file's text. */
export const MAX_IMPORT_CHARACTERS = 8_000_000;

export type FileText =
  | { readonly kind: 'text'; readonly text: string; readonly encoding: TextEncodingName }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'not-text' };

/** The text of a dropped file, or why it cannot be imported. UTF-16 takes two bytes a character, UTF-8 up to three. */
export function fileText(bytes: Uint8Array): FileText {
  if (bytes.length > MAX_IMPORT_CHARACTERS * 3) return { kind: 'too-large' };
  const decoded = decodeText(bytes);
  if (decoded === null) return { kind: 'not-text' };
  return decoded.text.length > MAX_IMPORT_CHARACTERS ? { kind: 'too-large' } : { kind: 'text', ...decoded };
}
