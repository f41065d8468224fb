/**
 * Writes `docs/third-party-licences.md` from node_modules: every package that reaches the program, and the
 * direct ones that only build and test it. `--check` compares instead of writing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
}
export interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}
export interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Row {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

const rowOf = (path: string, locked: LockedPackage): Row => {
  const name = path.replace(/^.*node_modules\//, '');
  return { name, version: locked.version ?? '', licence: locked.license ?? 'unknown' };
};

const table = (rows: readonly Row[]): string => {
  const unique = [...new Map(rows.map((row) => [`${row.name}@${row.version}`, row])).values()];
  const sorted = unique.sort((a, b) => (a.name === b.name ? a.version.localeCompare(b.version) : a.name < b.name ? -1 : 1));
  return [
    '| Package | Version | Licence |',
    '| --- | --- | --- |',
    ...sorted.map((row) => `| ${row.name} | ${row.version} | ${row.licence} |`),
  ].join('\n');
};

/** The document for a lock file. Pure; optional packages of one platform are left out, so that it is the same everywhere. */
export const licencesDocument = (lock: Lock, manifest: Manifest): string => {
  const entries = Object.entries(lock.packages).filter(([path]) => path !== '');
  const direct = new Set(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }));
  const shipped = entries.filter(([, locked]) => locked.dev !== true && locked.optional !== true && locked.devOptional !== true);
  const optional = Object.keys(manifest.optionalDependencies ?? {}).map(
    (name) => [`node_modules/${name}`, lock.packages[`node_modules/${name}`] ?? {}] as const,
  );
  const tools = entries.filter(([path, locked]) => locked.dev === true && direct.has(path.replace(/^node_modules\//, '')));
  const rows = (some: readonly (readonly [string, LockedPackage])[]): string => table(some.map(([path, locked]) => rowOf(path, locked)));
  return `# Third-party licences

<!-- prettier-ignore-start -->

Written by \`npm run licences\` from package-lock.json; a test holds it to that. Each package's own licence text is in its folder below node_modules.

## In the program

${rows(shipped)}

## Optional: FFmpeg

FFmpeg runs as a program of its own, started by ours; it is not linked. The build that ffmpeg-static brings is under the GPL, version 3 or later. Whoever passes it on passes on its licence and the offer of its source.

${rows(optional)}

## Only to build and test

Electron (MIT) brings Chromium and Node.js with their own notices in LICENSES.chromium.html beside its program.

${rows(tools)}

<!-- prettier-ignore-end -->
`;
};

if (process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename) {
  const root = resolve(import.meta.dirname, '..');
  const read = (file: string): unknown => JSON.parse(readFileSync(resolve(root, file), 'utf8'));
  const text = licencesDocument(read('package-lock.json') as Lock, read('package.json') as Manifest); // both files are npm's own
  const file = resolve(root, 'docs/third-party-licences.md');
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error('docs/third-party-licences.md is not current: run `npm run licences`.');
    process.exitCode = 1;
  }
}
