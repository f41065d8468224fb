import { mkdtempSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReporter } from '../../../../tools/setup/progress.mjs';
import { sourceFingerprint } from '../../../../tools/setup/steps/build.mjs';
import { dependenciesProblem } from '../../../../tools/setup/steps/dependencies.mjs';
import { readyPorts } from '../../../../tools/setup/steps/simulator.mjs';
import {
  countReport,
  failureLine,
  failuresOf,
  filesToTryAgain,
  noLonger,
  sumCounts,
  summaryLine,
  withSecondTry,
} from '../../../../tools/setup/vitest-report.mjs';

describe('whether packages must be installed', () => {
  const wanted = {
    packages: {
      '': { version: '0.1.0' },
      'node_modules/zod': { version: '4.6.7' },
      'node_modules/a/node_modules/zod': { version: '3.0.0' },
      'node_modules/ffmpeg-static': { version: '5.3.0', optional: true },
    },
  };
  const installed = (zod: string) => ({
    packages: { 'node_modules/zod': { version: zod }, 'node_modules/a/node_modules/zod': { version: '3.0.0' } },
  });

  it('not when all that is not optional is there', () => {
    expect(dependenciesProblem(wanted, installed('4.6.7'))).toBeNull();
  });

  it.each([
    ['nothing is installed', null, 'nothing is installed yet'],
    ['a version differs', installed('4.0.0'), 'zod is 4.0.0 instead of 4.6.7'],
    ['a package is missing', { packages: { 'node_modules/zod': { version: '4.6.7' } } }, 'zod is missing'],
    [
      'an optional one is old',
      { packages: { ...installed('4.6.7').packages, 'node_modules/ffmpeg-static': { version: '4.0.0' } } },
      'ffmpeg-static is 4.0.0 instead of 5.3.0',
    ],
  ])('when %s', (_, there, reason) => {
    expect(dependenciesProblem(wanted, there)).toBe(reason);
  });
});

describe('whether the program must be built', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'dự án '));
    mkdirSync(join(root, 'src-main/media'), { recursive: true });
    writeFileSync(join(root, 'src-main/media/source.ts'), 'a');
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it('not while sources stay as they are, whatever happens beside them', () => {
    const before = sourceFingerprint(root);
    mkdirSync(join(root, 'tests'));
    expect(sourceFingerprint(root)).toBe(before);
  });

  it.each([
    ['changed', () => utimesSync(join(root, 'src-main/media/source.ts'), 1, 2)],
    ['grew', () => writeFileSync(join(root, 'src-main/media/source.ts'), 'ab')],
    ['was added', () => writeFileSync(join(root, 'src-main/media/b.ts'), '')],
    ['was removed', () => rmSync(join(root, 'src-main/media/source.ts'))],
  ])('when a source %s', (_, change) => {
    const before = sourceFingerprint(root);
    change();
    expect(sourceFingerprint(root)).not.toBe(before);
  });
});

describe("the simulator's ready line", () => {
  it('names its ports', () => {
    expect(readyPorts('{"rtspPort":18554,"httpPort":18080,"onvifPort":18081}')).toEqual({ rtspPort: 18_554, onvifPort: 18_081 });
  });

  it.each(['', 'encoding clips…', '{"rtspPort":"1"}', '{"rtspPort":70000,"onvifPort":1}', '{"rtspPort":554}', 'null', '[]'])(
    'is not %j',
    (line) => {
      expect(readyPorts(line)).toBeNull();
    },
  );
});

describe('what a phase of tests has to say', () => {
  const test = (status: string, fullName: string, ...failureMessages: string[]) => ({ status, fullName, failureMessages });
  const broken = { name: '/p/broken.test.ts', status: 'failed', message: 'Cannot find x\n  at y', assertionResults: [] };
  const wall = {
    name: '/p/wall.test.ts',
    status: 'failed',
    assertionResults: [test('passed', 'wall shows'), test('failed', 'wall: ends', 'expected 2\n  at x.ts'), test('todo', 'wall later')],
  };
  const good = { name: '/p/good.test.ts', status: 'passed', assertionResults: [test('passed', 'is good'), test('skipped', 'elsewhere')] };
  const report = { testResults: [broken, wall, good] };

  it('counts tests, and files that could not be loaded or failed outside their tests', () => {
    expect(countReport(report, 1, false)).toEqual({ passed: 2, failed: 2, skipped: 2 });
    const afterAll = { testResults: [{ ...good, status: 'failed', message: 'still open' }] };
    expect(countReport(afterAll, 1, false)).toEqual({ passed: 1, failed: 1, skipped: 1 });
  });

  const skipped = { testResults: [{ ...good, assertionResults: [test('skipped', 'elsewhere')] }] };
  it.each([
    ['no report', null, 1],
    ['a runner that failed for no test', { testResults: [good] }, 1],
    ['a phase without tests', {}, 0],
    ['a phase that skipped everything', skipped, 0],
  ])('%s is a failure', (_, given, exitCode) => {
    expect(countReport(given, exitCode, false).failed).toBe(1);
  });

  it('lets a phase skip everything where the machine lacks what it needs', () => {
    expect(countReport(skipped, 0, true)).toEqual({ passed: 0, failed: 0, skipped: 1 });
  });

  it('names what failed, by file and first line', () => {
    expect(failuresOf(report).map(failureLine)).toEqual(['broken.test.ts: Cannot find x', 'wall.test.ts > wall: ends: expected 2']);
    expect(failuresOf(null)).toEqual([]);
  });

  it('tries again the files that failed, unless they are too many to have failed by chance', () => {
    expect(filesToTryAgain(report, 2)).toEqual(['/p/broken.test.ts', '/p/wall.test.ts']);
    expect(filesToTryAgain(report, 1)).toEqual([]);
    expect(filesToTryAgain(null, 1)).toEqual([]);
  });

  it('puts a second try in the place of the first, and names what that mended', () => {
    const mended = { ...wall, status: 'passed', assertionResults: [test('passed', 'wall shows'), test('passed', 'wall: ends')] };
    const both = withSecondTry(report, { testResults: [mended, broken] });
    expect(both).toEqual({ testResults: [broken, mended, good] });
    expect(noLonger(failuresOf(report), failuresOf(both)).map(({ test: name }) => name)).toEqual(['wall.test.ts > wall: ends']);
    expect(withSecondTry(report, null)).toEqual(report);
    expect(withSecondTry(null, both)).toBeNull();
  });

  it('ends in one line', () => {
    const one = { passed: 2, failed: 0, skipped: 0 };
    expect(summaryLine(sumCounts([one, one]))).toBe('4 passed, 0 failed');
    expect(summaryLine({ passed: 2, failed: 1, skipped: 3 })).toBe('2 passed, 1 failed, 3 skipped');
  });
});

describe('lines of progress', () => {
  const record = () => {
    const lines: string[] = [];
    let clock = 0;
    const reporter = createReporter({ write: (text: string) => lines.push(text) }, () => (clock += 1500));
    return { lines, reporter };
  };

  it('say what, why and how long', async () => {
    const { lines, reporter } = record();
    await reporter.run('Build', 'not built yet', async ({ note }) => {
      note('renderer');
    });
    expect(lines).toEqual(['… Build: not built yet\n', '✓ Build (1.5 s, renderer)\n']);
  });

  it('mark what could not be had, and pass a failure on', async () => {
    const { lines, reporter } = record();
    await reporter.run('Electron runtime', 'trying', async () => false);
    expect(lines.at(-1)).toMatch(/^– Electron runtime/);
    await expect(reporter.run('Build', 'x', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(lines.at(-1)).toBe('… Build: x\n');
  });
});
