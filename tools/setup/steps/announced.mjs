// A server of the demo: a child that says on its first line where it serves, and ends when its input closes.
import { eachLine, startOwned } from '../processes.mjs';

const READY_MS = 120_000;

/**
 * @template T
 * @typedef {{
 *   node: string, arguments_: readonly string[], announced: (line: string) => T | null,
 *   failed: (output: string) => Error, ended: string, note: (text: string) => void,
 * }} Server `announced`: what a line of its stdout says once it serves; `ended`: what to say when it ends before its time
 */

/**
 * @template T
 * @param {import('../context.mjs').Context} context
 * @param {Server<T>} server
 * @returns {Promise<T>} what it announced
 */
export const startAnnounced = ({ root, reporter, owned }, { node, arguments_, announced, failed, ended, note }) => {
  // It ends when its input closes, so it does not outlive this process whatever ends it.
  const child = startOwned(owned, node, arguments_, { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(failed(`not ready after ${String(READY_MS / 1000)} s\n${output}`)), READY_MS);
    const fail = () => {
      clearTimeout(timer);
      reject(failed(output));
    };
    child.once('exit', fail).once('error', fail);
    if (child.stderr !== null) {
      eachLine(child.stderr, (line) => {
        output = `${output}${line}\n`.slice(-4000);
        note(line.slice(0, 70));
      });
    }
    if (child.stdout === null) return;
    eachLine(child.stdout, (line) => {
      const said = announced(line);
      if (said === null) return;
      clearTimeout(timer);
      child.off('exit', fail);
      child.once('exit', () => {
        if (!owned.ending) reporter.say(`! ${ended}${output === '' ? '.' : `:\n${output.trimEnd()}`}`);
      });
      resolve(said);
    });
  });
};
