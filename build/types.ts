/** Type-checks every process with its own tsconfig, two at a time, and prints one line each. Keeps what it learned in `.cache`. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const PROJECTS = [
  'src-contract',
  'src-preload',
  'src-main',
  'src-renderer/players/decode-worker',
  'src-renderer',
  'tools',
  'build',
  'tests',
] as const;

interface Outcome {
  readonly project: string;
  readonly errors: readonly string[];
  readonly seconds: number;
}

const check = async (project: string): Promise<Outcome> => {
  const started = performance.now();
  const compiler = resolve(root, 'node_modules/typescript/bin/tsc');
  const memory = resolve(root, '.cache/types', `${project.replaceAll('/', '-')}.json`);
  const options = ['-p', project, '--pretty', 'false', '--incremental', '--tsBuildInfoFile', memory];
  const output = await new Promise<string>((done) => {
    execFile(process.execPath, [compiler, ...options], { cwd: root, maxBuffer: 64e6 }, (error, stdout, stderr) => {
      done(error === null ? '' : stdout || stderr || error.message);
    });
  });
  return { project, errors: output.split(/\r?\n/).filter((line) => line !== ''), seconds: (performance.now() - started) / 1000 };
};

const report = ({ project, errors, seconds }: Outcome): void => {
  const problems = errors.filter((line) => !line.startsWith(' ')).length;
  console.log(`${problems === 0 ? 'ok  ' : 'FAIL'} ${project} (${seconds.toFixed(1)} s)${problems === 0 ? '' : `: ${problems} errors`}`);
  for (const line of errors) console.log(`  ${line}`);
};

const waiting: string[] = PROJECTS.filter((project) => existsSync(resolve(root, project, 'tsconfig.json')));
const outcomes: Outcome[] = [];
const work = async (): Promise<void> => {
  for (let project = waiting.shift(); project !== undefined; project = waiting.shift()) {
    const outcome = await check(project);
    report(outcome);
    outcomes.push(outcome);
  }
};
await Promise.all([work(), work()]);
const failed = outcomes.filter(({ errors }) => errors.length > 0).length;
console.log(`types: ${outcomes.length - failed} of ${outcomes.length} projects clean`);
process.exitCode = failed === 0 ? 0 : 1;
