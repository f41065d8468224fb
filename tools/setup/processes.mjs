// Children of the set-up: found, started, watched, and ended by pid together with what they started.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

const windows = process.platform === 'win32';

/**
 * Where a program stands on the PATH, or null.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} [environment]
 */
export const findOnPath = (name, environment = process.env) => {
  const endings = windows ? (environment['PATHEXT'] ?? '.EXE;.CMD').split(';') : [''];
  const path = environment['PATH'] ?? environment['Path'] ?? '';
  for (const folder of path.split(delimiter).filter((entry) => entry !== '')) {
    for (const ending of endings) if (isProgram(join(folder, name + ending))) return join(folder, name + ending);
  }
  return null;
};

/** @param {string} file */
export const isProgram = (file) => {
  try {
    accessSync(file, windows ? constants.F_OK : constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
};

/** @param {string} line */
const plain = (line) => line.replace(/\u001b\[[\d;]*m/g, ''); // eslint-disable-line no-control-regex -- colours start with this control character

/**
 * Runs a program to its end, keeping the last 200 lines of both its channels.
 * @param {string} program
 * @param {readonly string[]} arguments_
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void, timeoutMs?: number, owned?: Owned }} options
 * @returns {Promise<{ code: number, output: string }>} code −1 when it could not start or took too long
 */
export const runToEnd = (program, arguments_, options) =>
  new Promise((resolve) => {
    const child = spawn(program, arguments_, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: !windows,
    });
    options.owned?.add(child);
    /** @type {string[]} */
    const tail = [];
    for (const channel of [child.stdout, child.stderr]) {
      eachLine(channel, (line) => {
        if (tail.push(plain(line)) > 200) tail.shift();
        options.onLine?.(line);
      });
    }
    const timer = options.timeoutMs === undefined ? undefined : setTimeout(() => killTree(child), options.timeoutMs);
    /** @param {number} code */
    const end = (code) => {
      clearTimeout(timer);
      options.owned?.delete(child);
      resolve({ code, output: tail.join('\n') });
    };
    child.once('error', (failure) => {
      tail.push(failure.message);
      end(-1);
    });
    child.once('close', (code) => end(code ?? -1));
  });

/**
 * @param {import('node:stream').Readable} channel
 * @param {(line: string) => void} onLine
 */
export const eachLine = (channel, onLine) => {
  let rest = '';
  channel.setEncoding('utf8');
  channel.on('data', (/** @type {string} */ text) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
  });
  channel.on('end', () => {
    if (rest !== '') onLine(rest);
  });
};

/**
 * Ends a child and everything it started, at once.
 * @param {ChildProcess} child
 */
export const killTree = (child) => {
  if (child.pid === undefined) return;
  try {
    if (windows) spawnSync('taskkill', ['/PID', String(child.pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // already gone
  }
};

/** @param {ChildProcess} child */
export const hasEnded = (child) => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;

/**
 * @param {ChildProcess} child
 * @returns {Promise<number | null>} the exit code, null after a signal
 */
export const whenEnded = (child) =>
  new Promise((resolve) => {
    if (hasEnded(child)) resolve(child.exitCode);
    child.once('exit', (code) => resolve(code));
    child.once('error', () => resolve(3));
  });

/** The children alive now; whatever ends the set-up ends them, the last started first. */
export class Owned {
  /** @type {Set<ChildProcess>} */
  #children = new Set();

  /** The end was asked for: that a child ends is then no news. */
  ending = false;

  /** @param {ChildProcess} child */
  add(child) {
    this.#children.add(child);
    child.once('exit', () => this.#children.delete(child));
  }

  /** @param {ChildProcess} child */
  delete(child) {
    this.#children.delete(child);
  }

  /** Asks each to end, waits, then kills what is left with everything below it. */
  async endAll(graceMs = 8000) {
    this.ending = true;
    for (const child of [...this.#children].reverse()) {
      // Windows has no request to end: the console has already sent Ctrl+C to every program in it.
      if (!windows) child.kill('SIGTERM');
      const ended = whenEnded(child);
      const timer = setTimeout(() => killTree(child), graceMs);
      await ended;
      clearTimeout(timer);
      killTree(child);
    }
  }

  /** For the last moment of the process, when nothing can be awaited. */
  killAll() {
    for (const child of this.#children) killTree(child);
  }
}

/**
 * @param {Owned} owned
 * @param {string} program
 * @param {readonly string[]} arguments_
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {ChildProcess}
 */
export const startOwned = (owned, program, arguments_, options) => {
  // Its own process group, so that its end takes along what it started; on Windows taskkill does the same by parent.
  const child = spawn(program, arguments_, { ...options, detached: !windows, windowsHide: false });
  owned.add(child);
  return child;
};

/**
 * Ctrl+C, a closed terminal and `kill` end everything first; a second Ctrl+C does not wait.
 * @param {Owned} owned
 * @param {() => void} onAsked
 */
export const endOnSignals = (owned, onAsked) => {
  let asked = false;
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      if (asked) process.exit(130);
      asked = true;
      onAsked();
      void owned.endAll().then(() => process.exit(130));
    });
  }
  process.on('exit', () => owned.killAll());
};
