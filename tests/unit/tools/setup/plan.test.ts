import { describe, expect, it } from 'vitest';
import type { Machine } from '../../../../tools/setup/machine.mjs';
import { LAB_PACKAGES, planStart, planTests, shouldFetchElectron, TEST_PACKAGES } from '../../../../tools/setup/plan.mjs';

const complete: Machine = {
  platform: 'linux',
  rootOnDebian: false,
  superuser: false,
  ffmpeg: { path: '/usr/bin/ffmpeg', origin: 'PATH' },
  electron: null,
  browser: '/usr/bin/chromium',
  display: true,
  xvfb: '/usr/bin/Xvfb',
};
const demo = { host: null, needsFfmpeg: true, browser: null } as const;
const bare: Machine = { ...complete, ffmpeg: null, browser: null, display: false, xvfb: null };

describe('planning a start', () => {
  it('needs nothing on a complete machine', () => {
    expect(planStart(complete, demo)).toMatchObject({ debianPackages: [], host: 'chromium', virtualDisplay: false, warnings: [] });
  });

  it('prefers Electron where its runtime is, and says why not elsewhere', () => {
    const withElectron = { ...complete, electron: '/e/electron', browser: null };
    expect(planStart(withElectron, demo)).toMatchObject({ host: 'electron', hostReason: 'its runtime is here' });
    expect(planStart(complete, demo).hostReason).toMatch(/Electron runtime is not here/);
    expect(planStart({ ...withElectron, browser: '/c' }, { ...demo, host: 'chromium' })).toMatchObject({
      host: 'chromium',
      hostReason: 'as asked',
    });
  });

  it('installs what is missing only as root on Debian', () => {
    expect(planStart({ ...bare, rootOnDebian: true }, demo)).toMatchObject({
      debianPackages: ['ffmpeg', 'chromium', 'xvfb'],
      virtualDisplay: true,
    });
  });

  it.each([
    ['FFmpeg', { ...complete, ffmpeg: null }, /FFmpeg was not found/],
    ['a browser', { ...complete, browser: null }, /Neither Electron nor a Chromium browser/],
    ['a display', { ...complete, display: false, xvfb: null }, /no display/],
  ] as const)('refuses without %s elsewhere, naming cause and way out', (_, machine, message) => {
    expect(() => planStart(machine, demo)).toThrow(message);
  });

  it('does not install a browser over a mistyped one', () => {
    expect(() => planStart({ ...bare, rootOnDebian: true }, { ...demo, browser: '/typo' })).toThrow(/you named is not there/);
  });

  it('opens the client on own cameras without FFmpeg, with a warning: it can be named in the settings', () => {
    expect(planStart({ ...complete, ffmpeg: null }, { ...demo, needsFfmpeg: false }).warnings).toHaveLength(1);
  });
});

describe('fetching the Electron runtime', () => {
  const day = 86_400_000;
  it.each([
    ['never tried', null, null, true],
    ['failed an hour ago', null, 10 * day - 3_600_000, false],
    ['failed two days ago', null, 8 * day, true],
    ['failed in the future: the clock was wrong', null, 11 * day, true],
    ['asked for', 'electron', 10 * day - 1, true],
    ['not wanted', 'chromium', null, false],
  ] as const)('%s', (_, host, lastFailure, expected) => {
    expect(shouldFetchElectron({ electron: null }, host, lastFailure, 10 * day)).toBe(expected);
  });

  it('never when it is here', () => {
    expect(shouldFetchElectron({ electron: '/e' }, 'electron', null, 0)).toBe(false);
  });
});

describe('planning tests', () => {
  it('asks Debian for the packages that are missing', () => {
    const plan = planTests({ ...bare, rootOnDebian: true }, true, (packages) => packages.slice(0, 2));
    expect(plan).toEqual({
      debianPackages: ['ffmpeg', 'chromium', 'xvfb', ...[...TEST_PACKAGES, ...LAB_PACKAGES].slice(0, 2)],
      gaps: [],
    });
    const withoutLab = planTests({ ...complete, rootOnDebian: true }, false, (packages) => packages);
    expect(withoutLab.debianPackages).toEqual(TEST_PACKAGES);
  });

  it('names every gap where it cannot install', () => {
    expect(planTests(bare, false, () => []).gaps).toHaveLength(4);
    expect(planTests(complete, true, () => ['never asked'])).toEqual({ debianPackages: [], gaps: [] });
  });
});
