/** Finds a Chromium-based browser. Pure but for the `exists` it is given. */
import { delimiter, posix, win32 } from 'node:path';
import { VmsError } from '../../../src-contract/errors.ts';

export interface BrowserSearch {
  readonly platform: NodeJS.Platform;
  /** From the command line; wins, and must exist. */
  readonly chosen: string | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly exists: (path: string) => boolean;
}

const pathNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'microsoft-edge-stable'];

/** Every place looked at, in order of preference. */
export function browserCandidates(search: Omit<BrowserSearch, 'exists' | 'chosen'>): readonly string[] {
  const { environment, platform } = search;
  if (platform === 'win32') {
    const roots = [environment['PROGRAMFILES'], environment['PROGRAMFILES(X86)'], environment['LOCALAPPDATA']];
    const below = [
      'Google\\Chrome\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
      'Chromium\\Application\\chrome.exe',
    ];
    return below.flatMap((path) => roots.filter((root) => root !== undefined).map((root) => win32.join(root, path)));
  }
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  const directories = (environment['PATH'] ?? '').split(delimiter).filter((directory) => posix.isAbsolute(directory));
  return pathNames.flatMap((name) => directories.map((directory) => posix.join(directory, name)));
}

/** The browser to run: command line, then `VMS_BROWSER`, then what is installed. Throws `not-found` with the way out. */
export function findBrowser(search: BrowserSearch): string {
  const chosen = search.chosen ?? search.environment['VMS_BROWSER'] ?? '';
  if (chosen !== '') {
    if (search.exists(chosen)) return chosen;
    throw new VmsError('not-found', 'browser-path-missing', { path: chosen });
  }
  const found = browserCandidates(search).find((path) => search.exists(path));
  if (found === undefined) throw new VmsError('not-found', 'browser-not-found');
  return found;
}
