/** Opaque cursors: a position and the point a reading runs up to, with a tag so that nobody makes one up. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export interface Cursor {
  /** What the cursor is for; one of another kind is refused. */
  readonly kind: 'changes' | 'page';
  /** changes: last position handed out. page: how many items were. */
  readonly position: number;
  /** Position the snapshot or the run of changes ends at. */
  readonly target: number;
}

const LETTER = { changes: 'c', page: 'p' } as const;

const tagOf = (secret: Uint8Array, text: string): string =>
  createHmac('sha256', secret).update(`cursor:${text}`).digest('base64url').slice(0, 22);

export const encodeCursor = (secret: Uint8Array, { kind, position, target }: Cursor): string => {
  const text = `${LETTER[kind]}1.${position.toString(36)}.${target.toString(36)}`;
  return `${text}.${tagOf(secret, text)}`;
};

/** Null for anything this server did not make. */
export const decodeCursor = (secret: Uint8Array, given: string, kind: Cursor['kind']): Cursor | null => {
  const found = /^((?<letter>[cp])1\.(?<position>[0-9a-z]{1,12})\.(?<target>[0-9a-z]{1,12}))\.(?<tag>[A-Za-z0-9_-]{22})$/u.exec(given);
  const [, text] = found ?? [];
  const groups = found?.groups;
  if (text === undefined || groups?.['letter'] !== LETTER[kind]) return null;
  if (!timingSafeEqual(Buffer.from(groups['tag'] ?? ''), Buffer.from(tagOf(secret, text)))) return null;
  return { kind, position: Number.parseInt(groups['position'] ?? '', 36), target: Number.parseInt(groups['target'] ?? '', 36) };
};
