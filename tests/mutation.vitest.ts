/** The unit tests of what `npm run mutation` mutates, and no others: each mutant runs those that reach it. */
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    include: [
      'tests/unit/src-contract/rights/**/*.test.ts',
      'tests/unit/src-main/base/{ledger,sync}/**/*.test.ts',
      'tests/unit/src-main/services/access/**/*.test.ts',
    ],
    testTimeout: 10_000,
  },
});
