// The one check that must work on a Node far too old for everything else.

/** Oldest Node that can run the set-up itself; the program runs on the Node 24 of node_modules. */
export const OLDEST_NODE = 18;

/**
 * @param {string} version as in `process.versions.node`
 * @returns {string | null} what to tell the person, or null when the version is good
 */
export function oldNodeMessage(version) {
  if (Number.parseInt(version, 10) >= OLDEST_NODE) return null;
  return (
    '✗ Node.js ' +
    version +
    ' is too old.\n' +
    '  Cause: the set-up needs Node.js ' +
    String(OLDEST_NODE) +
    ' or newer (the program itself brings its own Node 24).\n' +
    '  Way out: install a current Node.js from https://nodejs.org, open a new terminal and run the same command again.'
  );
}
