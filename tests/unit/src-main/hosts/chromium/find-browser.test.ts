import { describe, expect, test } from 'vitest';
import { browserArguments, anotherWindowArguments } from '../../../../../src-main/hosts/chromium/browser-arguments.ts';
import { browserCandidates, findBrowser } from '../../../../../src-main/hosts/chromium/find-browser.ts';
import { defaultUserData } from '../../../../../src-main/hosts/chromium/user-data.ts';

const windows = {
  PROGRAMFILES: 'C:\\Program Files',
  'PROGRAMFILES(X86)': 'C:\\Program Files (x86)',
  LOCALAPPDATA: 'C:\\Users\\Lê Thị Hòa\\AppData\\Local',
};
const search = { platform: 'linux' as const, chosen: null, environment: { PATH: '/usr/local/bin:/usr/bin:relative' } };

describe('findBrowser', () => {
  test('prefers the command line, then the environment, then the path in order of names', () => {
    const exists = (path: string): boolean => ['/opt/c', '/opt/e', '/usr/bin/google-chrome', '/usr/bin/chromium'].includes(path);
    expect(findBrowser({ ...search, exists })).toBe('/usr/bin/chromium');
    expect(findBrowser({ ...search, environment: { ...search.environment, VMS_BROWSER: '/opt/e' }, exists })).toBe('/opt/e');
    expect(findBrowser({ ...search, chosen: '/opt/c', environment: { VMS_BROWSER: '/opt/e' }, exists })).toBe('/opt/c');
  });

  test('finds Edge, which every Windows has, and Chrome before it', () => {
    const candidates = browserCandidates({ platform: 'win32', environment: windows });
    expect(candidates).toContain('C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe');
    expect(candidates[0]).toBe('C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe');
    expect(candidates).toContain('C:\\Users\\Lê Thị Hòa\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe');
  });

  test('says clearly when there is none, or when the chosen one is missing', () => {
    expect(() => findBrowser({ ...search, exists: () => false })).toThrow(
      expect.objectContaining({ kind: 'not-found', key: 'browser-not-found' }),
    );
    expect(() => findBrowser({ ...search, chosen: '/gone', exists: (path) => path !== '/gone' })).toThrow(
      expect.objectContaining({ key: 'browser-path-missing', details: { path: '/gone' } }),
    );
  });
});

describe('browser arguments', () => {
  const options = {
    profileDir: 'C:\\Dữ liệu\\run-1',
    url: 'http://127.0.0.1:4000/waiting/w1',
    debugPort: null,
    withoutSandbox: false,
  };

  test('keep the sandbox and open no debugging port unless told', () => {
    const argv = browserArguments(options);
    expect(argv).not.toContain('--no-sandbox');
    expect(argv.join(' ')).not.toContain('--remote-debugging-port');
    expect(argv).toContain('--remote-debugging-pipe');
    expect(argv).toContain('--user-data-dir=C:\\Dữ liệu\\run-1');
    expect(argv.at(-1)).toBe('--app=http://127.0.0.1:4000/waiting/w1');
    expect(browserArguments({ ...options, debugPort: 9333, withoutSandbox: true })).toEqual(
      expect.arrayContaining(['--remote-debugging-port=9333', '--no-sandbox']),
    );
  });

  test('another window shares the profile and gets no pipe', () => {
    const argv = anotherWindowArguments(options);
    expect(argv).toContain('--user-data-dir=C:\\Dữ liệu\\run-1');
    expect(argv).not.toContain('--remote-debugging-pipe');
  });
});

test('data directory of each system', () => {
  expect(defaultUserData('win32', { APPDATA: 'C:\\Users\\Hòa\\AppData\\Roaming' }, 'C:\\Users\\Hòa')).toBe(
    'C:\\Users\\Hòa\\AppData\\Roaming\\thai-nguyen-vms-chromium',
  );
  expect(defaultUserData('linux', { XDG_CONFIG_HOME: 'relative' }, '/home/hoa')).toBe('/home/hoa/.config/thai-nguyen-vms-chromium');
  expect(defaultUserData('darwin', {}, '/Users/hoa')).toBe('/Users/hoa/Library/Application Support/thai-nguyen-vms-chromium');
});
