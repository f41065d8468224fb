import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = resolve(import.meta.dirname, '..');
const project = (name: string, timeoutMs: number, parallel: boolean) => ({
  root,
  test: {
    name,
    include: [`tests/${name}/**/*.test.{ts,tsx}`],
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
    fileParallelism: parallel,
    environment: 'node' as const,
  },
});

/** Unit tests run in parallel; what starts processes, browsers or cameras runs one file at a time on the two cores CI has. */
export default defineConfig({
  root,
  test: {
    projects: [
      project('unit', 10_000, true),
      project('integration', 60_000, false),
      project('hosts', 60_000, false),
      project('e2e', 180_000, false),
    ],
  },
});
