/** Kills a workstation in the middle of somebody's guessing, again and again, until it says that it is locked. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openSignInPlace } from './sign-in-place.ts';

export interface GuessReport {
  readonly kills: number;
  /** Times a guess was called wrong before the lock: what whoever kills the program has learned. */
  readonly wrong: number;
  /** Whether the lock came at all. */
  readonly locked: boolean;
  /** What the right password is answered after one more start. */
  readonly rightPassword: string;
}

const RIGHT = 'Núi Cốc mùa thu 2026!';
/** Far more starts than a lock may need. */
const MOST_STARTS = 60;

/** @param patienceMs how long after its start, or after an answer, a run may last at most; each draws its own */
export async function guessUntilLocked(directory: string, random: () => number, patienceMs: number): Promise<GuessReport> {
  const place = await openSignInPlace(directory, randomBytes);
  await place.remember(RIGHT);
  await place.close();
  let wrong = 0;
  let kills = 0;
  let locked = false;
  while (!locked && kills < MOST_STARTS) {
    const answers = await guess(directory, random() * patienceMs);
    wrong += answers.filter((answer) => answer === 'wrong').length;
    locked = answers.includes('locked');
    if (!locked) kills += 1;
  }
  const again = await openSignInPlace(directory, randomBytes);
  const { kind } = await again.people.judge(again.login, 'password', RIGHT);
  await again.close();
  return { kills, wrong, locked, rightPassword: kind };
}

/** The answers of one run, which is killed some time after it is ready or at its first answer, whatever comes first. */
async function guess(directory: string, afterMs: number): Promise<readonly string[]> {
  const args = ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'sign-in-child.ts'), directory, 'sai rồi'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  const timers: NodeJS.Timeout[] = [];
  await new Promise<void>((resolve, reject) => {
    child.once('close', (code) => {
      if (code === null || code === 0) resolve();
      else reject(new Error(`the guessing ended with ${String(code)}`));
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      if (printed.includes('wrong')) child.kill('SIGKILL');
      else if (printed.includes('ready') && timers.length === 0) timers.push(setTimeout(() => child.kill('SIGKILL'), afterMs));
    });
  });
  for (const timer of timers) clearTimeout(timer);
  return printed.split('\n').slice(0, -1);
}
