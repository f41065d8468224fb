// What a finished test phase has to say. Pure.
import { basename } from 'node:path';

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{ status?: string, fullName?: string, failureMessages?: readonly string[] }} TestResult
 * @typedef {{ name?: string, status?: string, message?: string, assertionResults?: readonly TestResult[] }} FileResult
 * @typedef {{ testResults?: readonly FileResult[] }} VitestReport what its JSON reporter writes
 * @typedef {{ file: string, test: string, why: string }} Failure
 */

/** @param {TestResult | FileResult} result */
const failed = ({ status }) => status === 'failed';
/** @param {string | undefined} message */
const firstLine = (message) => (message ?? '').trim().split('\n')[0] ?? '';

/**
 * A test file that could not even be loaded has no tests in the report; it counts as one failure. So does a
 * runner that fails without naming a test, and a phase in which nothing ran.
 * @param {VitestReport | null} report what the JSON reporter wrote, null when it wrote nothing
 * @param {number} exitCode of the runner
 * @param {boolean} mayBeEmpty the machine lacks what the phase needs, which was said
 * @returns {Counts}
 */
export const countReport = (report, exitCode, mayBeEmpty) => {
  const tests = (report?.testResults ?? []).flatMap(({ assertionResults }) => assertionResults ?? []);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const named = failuresOf(report).length;
  const skipped = tests.filter((test) => test.status !== 'passed' && !failed(test)).length;
  const unnamed = named === 0 && (exitCode !== 0 || (passed === 0 && !(mayBeEmpty && skipped > 0)));
  return { passed, skipped, failed: unnamed ? 1 : named };
};

/**
 * The failed tests; a file in which none is named stands for itself.
 * @param {VitestReport | null} report
 * @returns {Failure[]}
 */
export const failuresOf = (report) =>
  (report?.testResults ?? []).filter(failed).flatMap(({ name, message, assertionResults }) => {
    const file = name ?? 'a file';
    const tests = (assertionResults ?? []).filter(failed);
    if (tests.length === 0) return [{ file, test: basename(file), why: firstLine(message) }];
    return tests.map(({ fullName, failureMessages }) => ({
      file,
      test: `${basename(file)} > ${fullName ?? 'a test'}`,
      why: firstLine(failureMessages?.[0]),
    }));
  });

/**
 * What was mended by a second try.
 * @param {readonly Failure[]} before
 * @param {readonly Failure[]} after
 */
export const noLonger = (before, after) =>
  before.filter(({ file, test }) => !after.some((left) => left.file === file && left.test === test));

/** @param {Failure} failure */
export const failureLine = ({ test, why }) => `${test}: ${why}`;

/**
 * Files that may have a second try: those that failed, unless they are so many that the cause is no chance.
 * @param {VitestReport | null} report
 * @param {number} most
 * @returns {string[]}
 */
export const filesToTryAgain = (report, most) => {
  const names = (report?.testResults ?? []).filter(failed).flatMap(({ name }) => name ?? []);
  return names.length > most ? [] : names;
};

/**
 * The report with the second try of some of its files in place of the first.
 * @param {VitestReport | null} first
 * @param {VitestReport | null} second `null`: it wrote nothing, so the first one stands
 * @returns {VitestReport | null}
 */
export const withSecondTry = (first, second) => {
  const again = new Map((second?.testResults ?? []).map((file) => [file.name, file]));
  return first === null ? null : { testResults: (first.testResults ?? []).map((file) => again.get(file.name) ?? file) };
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
