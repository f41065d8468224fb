// Counts of a finished test phase. Pure.

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{
 *   numPassedTests?: number, numFailedTests?: number, numPendingTests?: number, numTodoTests?: number,
 *   testResults?: readonly { status?: string, assertionResults?: readonly unknown[] }[],
 * }} VitestReport
 */

/**
 * A test file that could not even be loaded has no tests in the report; it counts as one failure. So does a
 * runner that fails without naming a test, and a phase in which nothing ran.
 * @param {VitestReport | null} report what the JSON reporter wrote, null when it wrote nothing
 * @param {number} exitCode of the runner
 * @param {boolean} mayBeEmpty the machine lacks what the phase needs, which was said
 * @returns {Counts}
 */
export const countReport = (report, exitCode, mayBeEmpty) => {
  const passed = report?.numPassedTests ?? 0;
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  const unloaded = (report?.testResults ?? []).filter(
    ({ status, assertionResults }) => status === 'failed' && (assertionResults ?? []).length === 0,
  ).length;
  const failed = (report?.numFailedTests ?? 0) + unloaded;
  const unnamed = failed === 0 && (exitCode !== 0 || (passed === 0 && !(mayBeEmpty && skipped > 0)));
  return { passed, skipped, failed: unnamed ? 1 : failed };
};

/**
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export const sumCounts = (all) =>
  all.reduce(
    (sum, { passed, failed, skipped }) => ({ passed: sum.passed + passed, failed: sum.failed + failed, skipped: sum.skipped + skipped }),
    {
      passed: 0,
      failed: 0,
      skipped: 0,
    },
  );

/** @param {Counts} counts */
export const summaryLine = ({ passed, failed, skipped }) =>
  `${String(passed)} passed, ${String(failed)} failed${skipped === 0 ? '' : `, ${String(skipped)} skipped`}`;
