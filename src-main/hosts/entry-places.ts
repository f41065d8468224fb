/** Where an entry finds what belongs to it, run from `out/main` or, in tests, from its source. */
import { dirname, join } from 'node:path';

export interface EntryPlaces {
  readonly pages: string;
  readonly preload: string;
  readonly resources: string;
  readonly serviceModule: (entry: string) => string;
}

/** `entryFile` is the entry's own `import.meta.filename`. */
export function entryPlaces(entryFile: string): EntryPlaces {
  const here = dirname(entryFile);
  const fromSource = entryFile.endsWith('.ts');
  const out = fromSource ? join(here, '..', 'out') : join(here, '..');
  return {
    pages: join(out, 'renderer'),
    preload: join(out, 'preload', 'preload.cjs'),
    resources: fromSource ? join(here, '..', 'resources') : join(here, '..', '..', 'resources'),
    serviceModule: (entry) => (fromSource ? join(here, `main.${entry}.ts`) : join(here, `${entry}.js`)),
  };
}
