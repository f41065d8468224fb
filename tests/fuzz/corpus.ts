/** Inputs worth keeping: `tests/fixtures/fuzz/<target>/`, one file each, named by content. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { TargetName } from './fuzz-target.ts';

const folderOf = (target: TargetName): string => resolve(import.meta.dirname, '../fixtures/fuzz', target);

export function readCorpus(target: TargetName): readonly Uint8Array[] {
  const folder = folderOf(target);
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder)
    .toSorted()
    .map((name) => readFileSync(join(folder, name)));
}

/** Answers the file's path. `found-…` are inputs that once broke something, `reach-…` those that reach code no shorter one reached. */
export function keep(target: TargetName, kind: 'found' | 'reach', input: Uint8Array): string {
  const name = `${kind}-${createHash('sha256').update(input).digest('hex').slice(0, 12)}.bin`;
  const path = join(folderOf(target), name);
  writeFileSync(path, input);
  return path;
}
