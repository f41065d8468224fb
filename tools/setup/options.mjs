// The command lines of `npm start` and `npm test`. Pure.

export const startHelp = `npm start [-- OPTIONS]
  Sets up what is missing, then opens the client.

  Without --profile it is the demo, all on this machine: a province with its backend and simulated cameras over real
  RTSP, and a workstation of its operations centre, signed in, with a wall that plays them.
  With --profile DIR the client runs for you, on your own cameras or in your province, and keeps all it stores in DIR.

  --profile DIR        not the demo; DIR is made if it does not exist
  --enrol FILE         with --profile: join the province of this slip (.vmsslip)
  --cameras N          demo: how many simulated cameras (1-64, 24 if not said)
  --wall N             how many of them on the wall (1-64, 16 if not said)
  --smoke              start, wait until every tile is live (30 s at most), write the proof, end;
                       exit code 0 only if every tile is live
  --tiles N            with --smoke: how many tiles (16 if not said)
  --json FILE          with --smoke: where to write the proof
  --screenshot FILE    write a picture of the wall once every tile is live
  --host HOST          electron or chromium (if not said: Electron when its runtime is here)
  --browser FILE       the Chromium, Chrome or Edge to use for the Chromium host
  --language vi|en     language of the screens
  --fullscreen         open the wall full screen
  --progress           one line per second with the number of live tiles
  --help               this text

  Ends with the exit code of the client; 2 after a wrong option, 3 when set-up failed, 130 after Ctrl+C.`;

export const testHelp = `npm test [-- OPTIONS] [TEST FILES]
  Sets up what is missing, then runs every check and every test. The last line is "N passed, N failed".

  --only PHASES        some of: format,lint,types,build,unit,integration,hosts,e2e (comma between)
  TEST FILES           paths below tests/, or parts of them: only these tests
  --help               this text`;

export const PHASES = /** @type {const} */ (['format', 'lint', 'types', 'build', 'unit', 'integration', 'hosts', 'e2e']);

/** @typedef {(typeof PHASES)[number]} Phase */

/**
 * @typedef {{
 *   kind: 'start', profile: string | null, enrol: string | null, cameras: number, wall: number | null, smoke: { tiles: number, json: string | null } | null,
 *   screenshot: string | null, host: 'electron' | 'chromium' | null, browser: string | null, language: 'vi' | 'en' | null,
 *   fullscreen: boolean, progress: boolean,
 * }} StartOptions
 * @typedef {{ kind: 'test', phases: readonly Phase[], files: readonly string[] }} TestOptions
 * @typedef {{ kind: 'help' } | { kind: 'wrong', message: string }} NotRun
 */

const VALUES = [
  '--profile',
  '--enrol',
  '--cameras',
  '--wall',
  '--tiles',
  '--json',
  '--screenshot',
  '--host',
  '--browser',
  '--language',
  '--only',
];

/**
 * @param {readonly string[]} argv
 * @param {readonly string[]} known
 */
const split = (argv, known) => {
  /** @type {Map<string, string>} */
  const values = new Map();
  /** @type {string[]} */
  const rest = [];
  for (let index = 0; index < argv.length; index += 1) {
    const [name = '', inline] = /^(--[a-z]+)=([^]*)$/.exec(argv[index] ?? '')?.slice(1) ?? [argv[index]];
    if (!name.startsWith('-')) rest.push(name);
    else if (!known.includes(name)) throw new Error(`unknown option ${name}`);
    else if (!VALUES.includes(name)) values.set(name, '');
    else {
      const value = inline ?? argv[(index += 1)];
      if (value === undefined || value === '' || (inline === undefined && value.startsWith('--'))) throw new Error(`${name} needs a value`);
      values.set(name, value);
    }
  }
  return { values, rest };
};

/**
 * @param {Map<string, string>} values
 * @param {string} name
 */
const count = (values, name) => {
  const text = values.get(name);
  if (text === undefined) return null;
  const number = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > 64) throw new Error(`${name} needs a whole number from 1 to 64, not "${text}"`);
  return number;
};

/**
 * @template {string} T
 * @param {Map<string, string>} values
 * @param {string} name
 * @param {readonly T[]} choices
 */
const choice = (values, name, choices) => {
  const text = values.get(name);
  if (text === undefined) return null;
  const found = choices.find((one) => one === text);
  if (found === undefined) throw new Error(`${name} is ${choices.join(' or ')}, not "${text}"`);
  return found;
};

/**
 * @template T
 * @param {() => T} read
 * @returns {T | NotRun}
 */
const guarded = (read) => {
  try {
    return read();
  } catch (failure) {
    return { kind: 'wrong', message: failure instanceof Error ? failure.message : String(failure) };
  }
};

/**
 * @param {readonly string[]} argv
 * @returns {StartOptions | NotRun}
 */
export const parseStart = (argv) => {
  if (argv.includes('--help') || argv.includes('-h')) return { kind: 'help' };
  return guarded(() => {
    const known = [...VALUES.filter((name) => name !== '--only'), '--smoke', '--fullscreen', '--progress'];
    const { values, rest } = split(argv, known);
    if (rest[0] !== undefined) throw new Error(`"${rest[0]}" is no option`);
    const smoke = values.has('--smoke');
    if (!smoke && (values.has('--tiles') || values.has('--json'))) throw new Error('--tiles and --json need --smoke');
    if (values.has('--enrol') && !values.has('--profile')) throw new Error('--enrol needs --profile; the demo joins its own province');
    const tiles = count(values, '--tiles') ?? 16;
    const wall = count(values, '--wall');
    return {
      kind: 'start',
      profile: values.get('--profile') ?? null,
      enrol: values.get('--enrol') ?? null,
      cameras: Math.max(count(values, '--cameras') ?? 24, smoke ? tiles : (wall ?? 0)),
      wall,
      smoke: smoke ? { tiles, json: values.get('--json') ?? null } : null,
      screenshot: values.get('--screenshot') ?? null,
      host: choice(values, '--host', ['electron', 'chromium']),
      browser: values.get('--browser') ?? null,
      language: choice(values, '--language', ['vi', 'en']),
      fullscreen: values.has('--fullscreen'),
      progress: values.has('--progress'),
    };
  });
};

/**
 * @param {readonly string[]} argv
 * @returns {TestOptions | NotRun}
 */
export const parseTest = (argv) => {
  if (argv.includes('--help') || argv.includes('-h')) return { kind: 'help' };
  return guarded(() => {
    const { values, rest } = split(argv, ['--only']);
    const wanted = values.get('--only')?.split(',') ?? [];
    const wrong = wanted.find((name) => !PHASES.some((phase) => phase === name));
    if (wrong !== undefined) throw new Error(`--only knows ${PHASES.join(', ')}, not "${wrong}"`);
    const files = rest.map((file) => file.replaceAll('\\', '/'));
    return { kind: 'test', phases: phasesFor(wanted, files), files };
  });
};

/**
 * @param {readonly string[]} wanted
 * @param {readonly string[]} files
 * @returns {readonly Phase[]}
 */
const phasesFor = (wanted, files) => {
  if (wanted.length > 0) return PHASES.filter((phase) => wanted.includes(phase));
  if (files.length === 0) return PHASES;
  const suites = PHASES.slice(PHASES.indexOf('unit'));
  const named = suites.filter((suite) => files.some((file) => file.includes(`tests/${suite}/`)));
  return named.length > 0 ? named : suites;
};
