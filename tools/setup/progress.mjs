// One line per step: what, why, how long. On a terminal the line counts the seconds; in a log it speaks up now and then.

/**
 * @typedef {{ readonly isTTY?: boolean, write(text: string): unknown }} Output
 * @typedef {{ readonly note: (text: string) => void }} Step
 * @typedef {{
 *   readonly done: (title: string, why: string) => void,
 *   readonly say: (text: string) => void,
 *   readonly run: <T>(title: string, why: string, work: (step: Step) => Promise<T>) => Promise<T>,
 * }} Reporter
 */

/** @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/**
 * @param {Output} output
 * @param {() => number} now milliseconds
 * @returns {Reporter}
 */
export const createReporter = (output, now) => {
  let mark = now();
  /** @param {string} text */
  const line = (text) => output.write(`${output.isTTY === true ? '\r\u001b[2K' : ''}${text}\n`);
  return {
    done: (title, why) => {
      line(`✓ ${title}: ${why} (${seconds(now() - mark)})`);
      mark = now();
    },
    say: line,
    run: async (title, why, work) => {
      const started = now();
      let latest = '';
      line(`… ${title}: ${why}`);
      const show = () => {
        const text = `  ${seconds(now() - started)}${latest === '' ? '' : `, ${latest}`}`;
        output.write(output.isTTY === true ? `\r\u001b[2K${text}` : `${text}\n`);
      };
      const timer = setInterval(show, output.isTTY === true ? 1000 : 5000);
      try {
        const result = await work({ note: (text) => (latest = text) });
        // A step may find that it cannot have what it tried for, without anything being wrong.
        line(`${result === false ? '–' : '✓'} ${title} (${seconds(now() - started)}${latest === '' ? '' : `, ${latest}`})`);
        return result;
      } finally {
        clearInterval(timer);
        mark = now();
      }
    },
  };
};
