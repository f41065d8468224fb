import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { streamFailureSchema } from '../../../../src-contract/model/stream-state.ts';
import type { OpenEvent, OpenReport } from '../../../../src-main/cache/open-local-store.ts';
import { cameraNotices, storageNotices, vaultNotices } from '../../../../src-main/services/storage-notices.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const texts = (language: string): Record<string, Record<string, unknown>> =>
  JSON.parse(readFileSync(join(root, 'resources', 'locales', `${language}.json`), 'utf8')) as Record<string, Record<string, unknown>>;

/** What follows the kind wherever an error of ours is made, and the problems named as plain words. */
function keysInSource(): string[] {
  const folders = ['app', 'services', 'cache', 'ipc', 'hosts'].map((folder) => join(root, 'src-main', folder));
  const sources = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  );
  const made = /(?:new VmsError\(|super\()\s*'[a-z-]+',\s*'([a-z-]+)'/gu;
  const problems = /'((?:address|credentials|import|name)-[a-z-]+)'/gu;
  return [...new Set(sources.flatMap((source) => [...source.matchAll(made), ...source.matchAll(problems)].map((match) => match[1] ?? '')))];
}

const events: readonly OpenEvent[] = [
  { kind: 'quarantined', file: 'x', finding: '' },
  { kind: 'restored', backup: 'x', writtenMs: 1 },
  { kind: 'started-empty' },
  { kind: 'newer', version: 9 },
  { kind: 'not-writable', code: 'x' },
];
const noticeKeys = (['read-only', 'memory'] as const).flatMap((mode: OpenReport['mode']) => [
  ...storageNotices({ mode, schema: 1, events }, (path) => path),
  ...cameraNotices(1),
  ...vaultNotices({ canSeal: false }, 1),
]);

it.each(['vi', 'en'])('every error, problem and notice of the main side has its text in %s', (language) => {
  const { errors = {}, notice = {}, import: imports = {}, failure = {} } = texts(language);
  const problems = (imports['problems'] ?? {}) as Record<string, unknown>;
  const found = keysInSource();
  expect(found.length).toBeGreaterThan(40);
  expect(found.filter((key) => !(key in errors) && !(key in problems))).toEqual([]);
  expect(noticeKeys.map(({ key }) => key).filter((key) => !(key in notice))).toEqual([]);
  expect(streamFailureSchema.options.filter((reason) => !(reason in failure))).toEqual([]);
});
