/** The command line of the program. Pure: the entries decide what to print and how to exit. */
import { parseArgs } from 'node:util';
import { MAX_SCREENS, type AskedWall } from '../src-contract/model/screen.ts';
import type { Language } from '../src-contract/model/settings.ts';
import { MOST_TILES } from '../src-contract/model/layout.ts';

export interface LaunchOptions {
  /** Directory for everything the program stores; `null` = the host's usual place. */
  readonly profile: string | null;
  /** CSV file whose cameras are added or updated before the window opens. */
  readonly importCameras: string | null;
  /** Enrolment slip by which the workstation joins a province before the window opens; if it has joined, its address is taken over. */
  readonly enrol: string | null;
  /** JSON with name and password to sign in with; only before a province on this machine. */
  readonly signInFile: string | null;
  /** Fill the wall with the first N cameras, if it is empty or in a smoke run. */
  readonly wall: number | null;
  /** Boot into these layouts or scenarios, by name, each on its screen. */
  readonly walls: readonly AskedWall[];
  /** Every screen full screen, on the walls of the kiosk profile where no others are named. */
  readonly kiosk: boolean;
  /** Wait until `tiles` tiles are live, write the proof, end. */
  readonly smoke: { readonly tiles: number; readonly json: string | null } | null;
  /** PNG written once, when every tile of the wall is live. */
  readonly screenshot: string | null;
  /** One line a second on stdout. */
  readonly progress: boolean;
  readonly fullscreen: boolean;
  readonly language: Language | null;
  /** Chromium host: DevTools port on loopback, for tests. */
  readonly debugPort: number | null;
  /** Chromium host: the browser to run. */
  readonly browser: string | null;
  /** Every window report is appended here as NDJSON, for the benchmark. */
  readonly benchReport: string | null;
  /** The diagnostics file is written there, and nothing else is started. */
  readonly diagnostics: string | null;
}

export type ParsedLaunch =
  | { readonly kind: 'ok'; readonly options: LaunchOptions }
  /** The entry prints `text` on stderr and exits with `exitCodes.usage`. */
  | { readonly kind: 'usage'; readonly text: string };

/**
 * What the process ends with: 0 done; 1 a smoke run in which not every tile was live; 2 the command
 * line was wrong; 3 the program could not start (its message says why); 4 it failed while running.
 */
export const exitCodes = { done: 0, notLive: 1, usage: 2, cannotStart: 3, failed: 4 } as const;

export const usage = `Options:
  --profile DIR            keep everything the program stores in DIR
  --import-cameras FILE    add or update the cameras of a CSV file before starting
  --enrol FILE             join the province whose enrolment slip FILE is
  --sign-in-file FILE      sign in with the account of FILE, before a test province on this machine only
  --wall N                 show the first N cameras (1-64) if the wall is empty
  --wall NAME              start on the layout or scenario NAME; --wall 2=NAME on screen 2; may be given several times
  --kiosk                  every window full screen, on the walls of the kiosk profile
  --smoke --tiles N        wait until N tiles are live (30 s at most), then end; exit code 0 only if all are
  --json FILE              with --smoke: where to write the result
  --screenshot FILE        write a PNG of the wall once every tile is live
  --progress               one line per second on stdout
  --fullscreen             open the wall full screen
  --language vi|en         language of the screens
  --browser PATH           browser to use without Electron
  --debug-port N           DevTools port of that browser
  --diagnostics FILE       write the diagnostics file, without secrets, and end
  --bench-report FILE      append every tile report as one JSON line`;

const optionSpec = {
  profile: { type: 'string' },
  'import-cameras': { type: 'string' },
  enrol: { type: 'string' },
  'sign-in-file': { type: 'string' },
  wall: { type: 'string', multiple: true },
  kiosk: { type: 'boolean' },
  smoke: { type: 'boolean' },
  tiles: { type: 'string' },
  json: { type: 'string' },
  screenshot: { type: 'string' },
  progress: { type: 'boolean' },
  fullscreen: { type: 'boolean' },
  language: { type: 'string' },
  browser: { type: 'string' },
  'debug-port': { type: 'string' },
  'bench-report': { type: 'string' },
  diagnostics: { type: 'string' },
} as const;

/** `argv` without the program and script, as `process.argv.slice(2)`. */
export function parseLaunchOptions(argv: readonly string[]): ParsedLaunch {
  try {
    return { kind: 'ok', options: readOptions(argv) };
  } catch (failure) {
    const reason = failure instanceof Error ? failure.message : String(failure);
    return { kind: 'usage', text: `${reason}\n\n${usage}` };
  }
}

function readOptions(argv: readonly string[]): LaunchOptions {
  const { values } = parseArgs({ args: [...argv], options: optionSpec, strict: true, allowPositionals: false });
  const smoke = values.smoke === true;
  if (!smoke && (values.tiles !== undefined || values.json !== undefined)) throw new Error('--tiles and --json need --smoke');
  const tiles = wholeNumber('--tiles', values.tiles, 1, MOST_TILES);
  const isCount = (given: string): boolean => /^\d+$/u.test(given);
  const counts = (values.wall ?? []).filter(isCount);
  const names = (values.wall ?? []).filter((given) => !isCount(given));
  return {
    profile: text('--profile', values.profile),
    importCameras: text('--import-cameras', values['import-cameras']),
    enrol: text('--enrol', values.enrol),
    signInFile: text('--sign-in-file', values['sign-in-file']),
    wall: wholeNumber('--wall', counts.at(-1), 1, MOST_TILES) ?? tiles,
    walls: names.map(askedWall),
    kiosk: values.kiosk === true,
    smoke: smoke ? { tiles: tiles ?? 1, json: text('--json', values.json) } : null,
    screenshot: text('--screenshot', values.screenshot),
    progress: values.progress === true,
    fullscreen: values.fullscreen === true,
    language: language(values.language),
    debugPort: wholeNumber('--debug-port', values['debug-port'], 0, 65_535),
    browser: text('--browser', values.browser),
    diagnostics: text('--diagnostics', values.diagnostics),
    benchReport: text('--bench-report', values['bench-report']),
  };
}

function text(name: string, value: string | undefined): string | null {
  if (value === undefined) return null;
  if (value.trim() === '' || value.includes('\0')) throw new Error(`${name} needs a value`);
  return value;
}

function wholeNumber(name: string, value: string | undefined, min: number, max: number): number | null {
  if (value === undefined) return null;
  const number = /^\d{1,6}$/u.test(value) ? Number(value) : Number.NaN;
  if (number >= min && number <= max) return number;
  throw new Error(`${name} needs a whole number from ${min} to ${max}, not "${value}"`);
}

function language(value: string | undefined): Language | null {
  if (value === undefined || value === 'vi' || value === 'en') return value ?? null;
  throw new Error(`--language is vi or en, not "${value}"`);
}

/** `2=Cổng` is a wall on screen 2. Throws for a screen there cannot be. */
export function askedWall(text: string): AskedWall {
  const [, number, named] = /^(\d{1,3})=(.*)$/su.exec(text) ?? [];
  const name = (named ?? text).trim().normalize('NFC');
  if (name === '' || name.length > 200) throw new Error('--wall needs the name of a layout or scenario');
  if (number === undefined) return { screen: null, name };
  if (Number(number) < 1 || Number(number) > MAX_SCREENS) throw new Error(`--wall: there are screens 1 to ${MAX_SCREENS}, not ${number}`);
  return { screen: Number(number), name };
}
