/** The unit tests of rights, ledger core, sync core and access, and no others: what `npm run coverage` and `npm run mutation` judge. */
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
