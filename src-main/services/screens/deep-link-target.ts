/** What a `vmstn://…` link asks for; pure. Links come from anywhere: whatever is not exactly one of ours is none. */
import { cameraIdSchema } from '../../../src-contract/model/camera.ts';

export type LinkTarget =
  | { readonly kind: 'camera'; readonly id: string }
  /** By the number operators call it by. */
  | { readonly kind: 'camera-number'; readonly number: number }
  | { readonly kind: 'layout'; readonly id: string };

const form = /^vmstn:\/\/(camera|layout)\/([^/?#\s]{1,600})\/?$/iu;
const LONGEST_ID = 64;

/** `null` for everything else. */
export function linkTarget(link: string): LinkTarget | null {
  const [, kind = '', coded = ''] = form.exec(link) ?? [];
  const id = decoded(coded);
  if (id === null) return null;
  if (kind.toLowerCase() === 'layout') return id.length <= LONGEST_ID ? { kind: 'layout', id } : null;
  if (/^\d{1,6}$/u.test(id)) return { kind: 'camera-number', number: Number(id) };
  return cameraIdSchema.safeParse(id).success ? { kind: 'camera', id } : null;
}

function decoded(coded: string): string | null {
  try {
    const text = decodeURIComponent(coded).normalize('NFC');
    // eslint-disable-next-line no-control-regex -- a name with control characters is hostile
    return text === '' || /[\u0000-\u001f/\\]/u.test(text) ? null : text;
  } catch {
    return null;
  }
}
