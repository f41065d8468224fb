// What every step of the set-up is handed.
import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeFailure } from './problems.mjs';
import { endOnSignals, Owned } from './processes.mjs';
import { createReporter } from './progress.mjs';

/**
 * @typedef {{
 *   readonly root: string, readonly cache: string, readonly reporter: import('./progress.mjs').Reporter, readonly owned: Owned,
 * }} Context `cache` holds what set-up makes and may be deleted at any time
 */

/** @returns {Context} */
export const createContext = () => {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const owned = new Owned();
  return { root, cache, reporter: createReporter(process.stdout, () => performance.now()), owned };
};

/**
 * Runs the whole program: prints a failure for a person, ends every child, leaves with its code.
 * @param {(context: Context) => Promise<number>} program
 */
export const runProgram = async (program) => {
  const context = createContext();
  endOnSignals(context.owned, () => context.reporter.say('Ending…'));
  let code = 3;
  try {
    code = await program(context);
  } catch (failure) {
    process.stderr.write(`${describeFailure(failure, context.root)}\n`);
  }
  await context.owned.endAll();
  process.exit(code);
};
