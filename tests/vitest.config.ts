import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = resolve(import.meta.dirname, '..');
const project = (name: string, timeoutMs: number, real: boolean) => ({
  root,
  test: {
    name,
    include: [`tests/${name}/**/*.test.{ts,tsx}`],
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
    fileParallelism: !real,
    isolate: real,
    globalSetup: name === 'e2e' ? ['tests/e2e/support/build-once.ts'] : [],
    environment: 'node' as const,
  },
});

/**
 * Unit tests run in parallel and share their workers, which halves their processor time: importing a module does nothing here,
 * so that there is nothing to share but code. What starts processes, browsers or cameras runs one file at a time on the two cores CI has;
 * a file that failed has a second try, which the summary tells (docs/decisions/0012).
 */
export default defineConfig({
  root,
  test: {
    projects: [
      project('unit', 10_000, false),
      project('integration', 60_000, true),
      project('hosts', 60_000, true),
      project('e2e', 180_000, true),
    ],
  },
});
