import { describe, expect, it } from 'vitest';
import { parseLaunchOptions, type LaunchOptions } from '../../../../src-main/launch-options.ts';

const options = (...argv: readonly string[]): LaunchOptions => {
  const parsed = parseLaunchOptions(argv);
  if (parsed.kind === 'usage') throw new Error(parsed.text);
  return parsed.options;
};
const refusal = (...argv: readonly string[]): string => {
  const parsed = parseLaunchOptions(argv);
  return parsed.kind === 'usage' ? (parsed.text.split('\n')[0] ?? '') : 'accepted';
};

describe('parseLaunchOptions', () => {
  it('starts plainly without options', () => {
    expect(options()).toEqual({
      profile: null,
      importCameras: null,
      enrol: null,
      signInFile: null,
      wall: null,
      walls: [],
      kiosk: false,
      smoke: null,
      screenshot: null,
      progress: false,
      fullscreen: false,
      language: null,
      debugPort: null,
      browser: null,
      benchReport: null,
      diagnostics: null,
    });
  });

  it('takes every option, with Vietnamese letters and spaces in paths', () => {
    const given = options(
      ...['--profile', 'D:\\Hồ sơ\\Thái Nguyên', '--import-cameras', 'danh sách.csv', '--wall', '9', '--smoke', '--tiles', '16'],
      ...['--json', 'kq.json', '--screenshot', 'a b.png', '--progress', '--fullscreen', '--language', 'en', '--debug-port', '0'],
      ...[
        '--browser',
        '/usr/bin/chromium',
        '--bench-report',
        'r.ndjson',
        '--diagnostics',
        'chẩn đoán.json',
        '--enrol',
        'phiếu máy.vmsslip',
        '--sign-in-file',
        'vào.json',
      ],
    );
    expect(given).toEqual({
      profile: 'D:\\Hồ sơ\\Thái Nguyên',
      importCameras: 'danh sách.csv',
      enrol: 'phiếu máy.vmsslip',
      signInFile: 'vào.json',
      wall: 9,
      walls: [],
      kiosk: false,
      smoke: { tiles: 16, json: 'kq.json' },
      screenshot: 'a b.png',
      progress: true,
      fullscreen: true,
      language: 'en',
      debugPort: 0,
      browser: '/usr/bin/chromium',
      benchReport: 'r.ndjson',
      diagnostics: 'chẩn đoán.json',
    });
  });

  it('takes walls by name, each for its screen, beside a number of cameras', () => {
    expect(options('--wall', 'Trực đêm', '--wall', '2=Cổng tỉnh', '--kiosk')).toMatchObject({
      wall: null,
      walls: [
        { screen: null, name: 'Trực đêm' },
        { screen: 2, name: 'Cổng tỉnh' },
      ],
      kiosk: true,
    });
    expect(options('--wall', '4x').walls).toEqual([{ screen: null, name: '4x' }]);
  });

  it('fills the wall with the tiles a smoke run waits for', () => {
    expect(options('--smoke', '--tiles', '16').wall).toBe(16);
    expect(options('--smoke').smoke).toEqual({ tiles: 1, json: null });
  });

  it.each([
    [['--nonsense'], /--nonsense/u],
    [['stray'], /stray/u],
    [['--wall', '0'], /--wall.*1 to 64/u],
    [['--wall', '65'], /--wall/u],
    [['--wall', '9=Cổng'], /screens 1 to 8/u],
    [['--wall', ''], /--wall/u],
    [['--wall', '-1'], /--wall/u],
    [['--tiles', '4'], /--smoke/u],
    [['--json', 'x'], /--smoke/u],
    [['--language', 'fr'], /"fr"/u],
    [['--debug-port', '70000'], /65535/u],
    [['--profile', ' '], /--profile/u],
    [['--profile'], /--profile/u],
  ])('refuses %j and says why', (argv, reason) => {
    expect(refusal(...argv)).toMatch(reason);
  });

  it('lists every option after a refusal', () => {
    const parsed = parseLaunchOptions(['--nonsense']);
    expect(parsed.kind === 'usage' && parsed.text).toMatch(/--bench-report/u);
  });
});
