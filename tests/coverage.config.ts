/**
 * Branch coverage of the parts that decide who may do what and whether the log can be believed: `npm run coverage`.
 *
 * By their own tests, each file in a context of its own: in workers that test files share, V8 loses counts now and then.
 */
import { defineConfig, mergeConfig } from 'vitest/config';
import tests from './mutation.vitest.ts';

export default mergeConfig(
  tests,
  defineConfig({
    test: {
      coverage: {
        provider: 'v8',
        include: ['src-contract/rights/**', 'src-main/base/ledger/**', 'src-main/base/sync/**', 'src-main/services/access/**'],
        reporter: ['text', 'json-summary'],
        reportsDirectory: '.cache/coverage',
        thresholds: { branches: 100 },
      },
    },
  }),
);
