// Counts of a finished test phase. Pure.

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{ status?: string, fullName?: string, failureMessages?: readonly string[] }} TestResult
 * @typedef {{
 *   numPassedTests?: number, numFailedTests?: number, numPendingTests?: number, numTodoTests?: number,
 *   testResults?: readonly { status?: string, assertionResults?: readonly TestResult[] }[],
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
 * The tests that failed first and passed on their second try: a pass, but one to look into.
 * @param {VitestReport | null} report
 * @returns {string[]}
 */
export const secondTries = (report) =>
  (report?.testResults ?? [])
    .flatMap(({ assertionResults }) => assertionResults ?? [])
    .filter(({ status, failureMessages }) => status === 'passed' && (failureMessages ?? []).length > 0)
    .map(({ fullName, failureMessages }) => `${fullName ?? 'a test'}: ${failureMessages?.[0]?.split('\n')[0] ?? ''}`);

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
