/** RFC 7396 patches of documents, and whose field wins: by revision, never by a clock. */
import { canonicalJson } from './canonical-json.ts';
import type { Document } from './revision.ts';

const isObject = (value: unknown): value is Document => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The document with the patch in it; null in a patch removes. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged = new Map(Object.entries(isObject(target) ? target : {}));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), value));
  }
  return Object.fromEntries(merged);
}

/** The patch that makes `after` of `before`, field by field at the top; null when nothing differs. */
export function patchBetween(before: Document, after: Document): Document | null {
  const patch = deepPatch(before, after);
  return Object.keys(patch).length === 0 ? null : patch;
}

function deepPatch(before: Document, after: Document): Document {
  return Object.fromEntries(
    changedFields(before, after).map((name) => {
      const [old, next] = [own(before, name), own(after, name) ?? null];
      return [name, isObject(old) && isObject(next) ? deepPatch(old, next) : next];
    }),
  );
}

export interface ThreeWay {
  /** The server's document with those of the patch's fields that only this side changed. */
  readonly document: Document;
  /** Fields both sides changed to different values: the server's stands, the local one is kept beside. */
  readonly conflicts: readonly string[];
  /** The part of the patch that is still news to the server; null: none. */
  readonly remaining: Document | null;
}

/** Three-way by field: `base` is what the patch was made against, `server` what stands now. */
export function mergeThreeWay(base: Document, patch: Document, server: Document): ThreeWay {
  const theirs = new Set(changedFields(base, server));
  const conflicts: string[] = [];
  const remaining: [string, unknown][] = [];
  for (const [name, value] of Object.entries(patch)) {
    const wanted = value === null ? null : mergePatch(own(base, name), value);
    if (same(wanted, own(server, name) ?? null)) continue;
    if (theirs.has(name)) conflicts.push(name);
    else remaining.push([name, value]);
  }
  const merged: Document = withNulls(server, mergePatch(server, Object.fromEntries(remaining)) as Document); // merging into an object gives one
  return { document: merged, conflicts, remaining: remaining.length === 0 ? null : Object.fromEntries(remaining) };
}

/** A patch writes null for "none", and a camera's fields are null by right: a removed one stays, as null. */
const withNulls = (before: Document, merged: Document): Document => ({
  ...Object.fromEntries(Object.keys(before).map((name) => [name, null])),
  ...merged,
});

function changedFields(one: Document, other: Document): readonly string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((name) => !same(own(one, name), own(other, name)));
}

/** Only the document's own: one may well have a field named `toString`. */
const own = (document: Document, name: string): unknown => (Object.hasOwn(document, name) ? document[name] : undefined);

function same(one: unknown, other: unknown): boolean {
  if (one === undefined || other === undefined) return one === other;
  return canonicalJson(one) === canonicalJson(other);
}
