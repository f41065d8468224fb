import { describe, expect, it } from 'vitest';
import { oldNodeMessage } from '../../../../tools/setup/node-version.mjs';
import { parseStart, parseTest, PHASES } from '../../../../tools/setup/options.mjs';
import { clientArguments } from '../../../../tools/setup/start-program.mjs';

const started = (...argv: string[]) => {
  const options = parseStart(argv);
  if (options.kind !== 'start') throw new Error(JSON.stringify(options));
  return options;
};
const places = {
  profile: '/hồ sơ',
  temporary: false,
  province: { data: '/tỉnh', slip: '/tỉnh/a.vmsslip', signIn: '/tỉnh/vào.json' },
  picture: '/tường.png',
};

describe('options of npm start', () => {
  it('is the demo when nothing is said', () => {
    expect(started()).toMatchObject({ profile: null, cameras: 24, wall: null, smoke: null, host: null });
  });

  it('reads values with spaces and both spellings', () => {
    expect(started('--profile', 'C:\\Hồ sơ camera', '--language=vi')).toMatchObject({ profile: 'C:\\Hồ sơ camera', language: 'vi' });
  });

  it('has at least as many cameras as tiles', () => {
    expect(started('--smoke', '--tiles', '36', '--json', 'x.json')).toMatchObject({ cameras: 36, smoke: { tiles: 36, json: 'x.json' } });
    expect(started('--wall', '64').cameras).toBe(64);
  });

  it.each([
    [['--tiles', '4'], /need --smoke/],
    [['--enrol', 'phiếu.vmsslip'], /needs --profile/],
    [['--cameras', '65'], /1 to 64/],
    [['--cameras', 'many'], /1 to 64/],
    [['--profile'], /needs a value/],
    [['--profile', '--smoke'], /needs a value/],
    [['--host', 'firefox'], /electron or chromium/],
    [['--profil', 'x'], /unknown option --profil/],
    [['x'], /"x" is no option/],
    [['--only', 'unit'], /unknown option/],
  ] as const)('%j is refused', (argv, message) => {
    expect(parseStart(argv)).toEqual({ kind: 'wrong', message: expect.stringMatching(message) as string });
  });

  it('shows help before anything else', () => {
    expect(parseStart(['--nonsense', '--help'])).toEqual({ kind: 'help' });
  });
});

describe('what the client is started with', () => {
  it('demo: signed in at the demo province, sixteen of its cameras on the wall', () => {
    expect(clientArguments(started(), places, false)).toEqual([
      '--profile',
      '/hồ sơ',
      '--enrol',
      '/tỉnh/a.vmsslip',
      '--sign-in-file',
      '/tỉnh/vào.json',
      '--wall',
      '16',
    ]);
  });

  it('without a display: a line a second and a picture', () => {
    const own = clientArguments(started(), places, true);
    expect(own).toContain('--progress');
    expect(own.slice(-2)).toEqual(['--screenshot', '/tường.png']);
  });

  it('own cameras: nothing is imported and the wall stays as it was left', () => {
    expect(clientArguments(started('--profile', 'x'), { ...places, province: null }, false)).toEqual(['--profile', '/hồ sơ']);
  });

  it('own province: hands on the slip', () => {
    const own = clientArguments(started('--profile', 'x', '--enrol', '/phiếu.vmsslip'), { ...places, province: null }, false).join(' ');
    expect(own).toMatch(/--enrol \S*phiếu\.vmsslip/);
    expect(own).not.toContain('--sign-in-file');
  });

  it('smoke: hands on tiles and proof', () => {
    const own = clientArguments(started('--smoke', '--tiles', '9', '--json', '/p.json'), places, false).join(' ');
    expect(own).toMatch(/^--smoke .*--wall 9 --tiles 9 --json \S*p\.json --screenshot/);
  });
});

describe('options of npm test', () => {
  it('runs everything when nothing is said', () => {
    expect(parseTest([])).toEqual({ kind: 'test', phases: PHASES, files: [] });
  });

  it('runs chosen phases in their own order', () => {
    expect(parseTest(['--only', 'unit,lint'])).toMatchObject({ phases: ['lint', 'unit'] });
  });

  it('finds the phase of a file', () => {
    expect(parseTest(['tests\\unit\\x.test.ts'])).toEqual({ kind: 'test', phases: ['unit'], files: ['tests/unit/x.test.ts'] });
    expect(parseTest(['nut'])).toMatchObject({ phases: ['unit', 'integration', 'hosts', 'e2e'] });
  });

  it('refuses an unknown phase', () => {
    expect(parseTest(['--only', 'all'])).toMatchObject({ kind: 'wrong' });
  });
});

describe('the Node that runs the set-up', () => {
  it.each(['18.0.0', '20.20.2', '24.21.0', '100.0.0'])('%s is good', (version) => {
    expect(oldNodeMessage(version)).toBeNull();
  });

  it.each(['16.20.2', '8.0.0', ''])('%j is too old, with a way out', (version) => {
    expect(oldNodeMessage(version)).toMatch(/Way out: install/);
  });
});
