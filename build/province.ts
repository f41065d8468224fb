/**
 * Writes `src-contract/province` from `docs/api/provincial-backend.openapi.yaml`. `--check` compares instead of writing.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { parse } from 'yaml';
import { generateProvince } from './province/generate.ts';
import { documentSchema } from './province/openapi.ts';

const root = resolve(import.meta.dirname, '..');
const folder = resolve(root, 'src-contract/province');

/** What the files should hold, by file name. */
export const provinceFiles = async (): Promise<ReadonlyMap<string, string>> => {
  const document = documentSchema.parse(parse(readFileSync(resolve(root, 'docs/api/provincial-backend.openapi.yaml'), 'utf8')));
  const options = (await resolveConfig(resolve(folder, 'schemas.ts'))) ?? {};
  const files = await Promise.all(
    [...generateProvince(document)].map(async ([name, text]) => [name, await format(text, { ...options, parser: 'typescript' })] as const),
  );
  return new Map(files);
};

/** Names of the files that say something else than the contract. */
export const staleProvinceFiles = async (): Promise<readonly string[]> => {
  const stale: string[] = [];
  for (const [name, text] of await provinceFiles()) {
    const there = (() => {
      try {
        return readFileSync(resolve(folder, name), 'utf8').replaceAll('\r\n', '\n');
      } catch {
        return null;
      }
    })();
    if (there !== text) stale.push(name);
  }
  return stale;
};

if (import.meta.main) {
  if (process.argv.includes('--check')) {
    const stale = await staleProvinceFiles();
    console.log(
      stale.length === 0
        ? 'province: code and contract agree'
        : `province: ${stale.join(', ')} differ from the contract; run npm run province`,
    );
    process.exitCode = stale.length === 0 ? 0 : 1;
  } else {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of await provinceFiles()) writeFileSync(resolve(folder, name), text);
  }
}
