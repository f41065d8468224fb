import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { arrowProblem, arrows, zoneOf } from '../../../build/lint/arrows.js';
import { zones } from '../../../build/lint/zones.js';

/** [importing file, specifier]: one line for every arrow that ARCHITECTURE.md draws. */
const allowed: readonly (readonly [string, string])[] = [
  ['src-contract/ipc/live.ts', 'zod'],
  ['src-contract/ipc/live.ts', '../model/camera.ts'],
  ['src-preload/preload.ts', 'electron'],
  ['src-preload/preload.ts', '../src-contract/ipc/schema.ts'],
  ['src-main/base/supervised-process.ts', 'node:child_process'],
  ['src-main/ffmpeg/runner.ts', 'node:child_process'],
  ['src-main/ffmpeg/runner.ts', './arguments.ts'],
  ['src-main/ffmpeg/probe.ts', './runner.ts'],
  ['src-main/ffmpeg/probe.ts', '../base/log.ts'],
  ['src-main/cache/worker.ts', 'better-sqlite3'],
  ['src-main/rest/client.ts', 'axios'],
  ['src-main/onvif/device.ts', 'onvif'],
  ['src-main/media/session.ts', '../ffmpeg/runner.ts'],
  ['src-main/services/live.ts', '../media/control.ts'],
  ['src-main/services/cameras.ts', '../cache/client.ts'],
  ['src-main/services/windows.ts', '../hosts/host.ts'],
  ['src-main/ipc/cameras.ts', '../services/cameras.ts'],
  ['src-main/app.ts', './ipc/cameras.ts'],
  ['src-main/app.ts', './hosts/host.ts'],
  ['src-main/main.electron.ts', './hosts/electron/host.ts'],
  ['src-main/main.chromium.ts', './app.ts'],
  ['src-main/main.media.ts', './media/session.ts'],
  ['src-main/hosts/electron/host.ts', 'electron'],
  ['src-main/hosts/electron/host.ts', '../host.ts'],
  ['src-main/hosts/chromium/host.ts', 'ws'],
  ['src-main/hosts/chromium/host.ts', 'node:child_process'],
  ['src-renderer/ui/Panel.tsx', '../lib/grid-layout.ts'],
  ['src-renderer/players/tile-player.ts', '../lib/media-link-endpoint.ts'],
  ['src-renderer/players/decode-worker/decoder.ts', '../tile-state.ts'],
  ['src-renderer/stores/cameras.ts', '../bridge/bridge.ts'],
  ['src-renderer/stores/cameras.ts', 'zustand'],
  ['src-renderer/features/wall/Tile.tsx', '../../players/tile-player.ts'],
  ['src-renderer/features/wall/Tile.tsx', './Overlay.tsx'],
  ['src-renderer/index.tsx', './bridge/bridge.ts'],
  ['src-renderer/index.tsx', './features/wall/Wall.tsx'],
  ['tools/camera-sim/main.ts', '../../src-main/base/log.ts'],
  ['tools/setup/start.mjs', './steps/install.mjs'],
  ['tests/unit/x.test.ts', '../../tools/camera-sim/main.ts'],
  ['electron.config.ts', 'electron-vite'],
];

const refused: readonly (readonly [string, string, RegExp])[] = [
  ['src-contract/ipc/live.ts', 'node:fs', /nothing but zod/],
  ['src-contract/ipc/live.ts', 'ws', /nothing but zod/],
  ['src-contract/ipc/live.ts', '../../src-main/base/log.ts', /nothing but zod/],
  ['src-preload/preload.ts', '../src-main/app.ts', /preload/],
  ['src-preload/preload.ts', '../src-renderer/lib/x.ts', /preload/],
  ['src-main/base/log.ts', '../services/cameras.ts', /base knows nothing/],
  ['src-main/base/log.ts', 'electron', /both hosts/],
  ['src-main/services/x.ts', 'electron', /both hosts/],
  ['src-main/services/x.ts', 'axios', /only in src-main\/rest/],
  ['src-main/services/x.ts', 'better-sqlite3', /only in src-main\/cache/],
  ['src-main/services/x.ts', 'node:child_process', /processes are started only/],
  ['src-main/services/x.ts', 'child_process', /processes are started only/],
  ['src-main/ffmpeg/probe.ts', 'node:child_process', /ffmpeg\/runner/],
  ['src-main/media/session.ts', 'node:child_process', /processes are started only/],
  ['src-main/ffmpeg/probe.ts', '../cache/client.ts', /never one another/],
  ['src-main/cache/client.ts', '../rest/client.ts', /never one another/],
  ['src-main/onvif/device.ts', '../ffmpeg/probe.ts', /never one another/],
  ['src-main/evidence/seal.ts', '../cache/client.ts', /never one another/],
  ['src-main/rest/client.ts', '../services/cameras.ts', /never one another/],
  ['src-main/media/session.ts', '../cache/client.ts', /truth/],
  ['src-main/media/session.ts', '../services/live.ts', /truth/],
  ['src-main/services/live.ts', '../ipc/live.ts', /neither ipc/],
  ['src-main/services/live.ts', '../hosts/electron/host.ts', /concrete host/],
  ['src-main/ipc/live.ts', '../cache/client.ts', /put the logic into/],
  ['src-main/app.ts', './hosts/electron/host.ts', /any host/],
  ['src-main/app.ts', './hosts/chromium/host.ts', /any host/],
  ['src-main/hosts/electron/host.ts', '../chromium/host.ts', /nor the other host/],
  ['src-main/hosts/chromium/host.ts', 'electron', /both hosts/],
  ['src-main/hosts/chromium/host.ts', '../../services/live.ts', /nothing above it/],
  ['src-main/main.electron.ts', './main.chromium.ts', /an entry makes its host/],
  ['src-main/app.ts', '../src-renderer/lib/x.ts', /any host/],
  ['src-renderer/lib/x.ts', '../ui/Panel.tsx', /lib is pure/],
  ['src-renderer/lib/x.ts', 'node:fs', /lib is pure/],
  ['src-renderer/ui/Panel.tsx', '../stores/cameras.ts', /props/],
  ['src-renderer/players/x.ts', 'react', /outside React/],
  ['src-renderer/players/x.ts', '../bridge/bridge.ts', /arguments/],
  ['src-renderer/bridge/x.ts', '../stores/cameras.ts', /window\.vms/],
  ['src-renderer/stores/x.ts', '../players/tile-player.ts', /no player/],
  ['src-renderer/features/wall/Tile.tsx', '../cameras/CameraList.tsx', /never imports a feature/],
  ['src-renderer/features/wall/Tile.tsx', '../../bridge/bridge.ts', /nor the bridge/],
  ['src-renderer/features/wall/Tile.tsx', 'electron', /both hosts/],
  ['src-renderer/index.tsx', '../src-main/app.ts', /other processes/],
  ['src-main/services/x.ts', '../../tests/fakes/clock.ts', /adapters/],
  ['src-main/services/x.ts', '../../tools/camera-sim/main.ts', /adapters/],
  ['tools/camera-sim/main.ts', '../../src-main/services/x.ts', /tool stands alone/],
  ['tools/camera-sim/main.ts', '../setup/start.mjs', /tool stands alone/],
  ['tools/setup/start.mjs', 'zod', /before anything is installed/],
  ['tools/setup/start.mjs', '../../src-contract/errors.ts', /before anything is installed/],
  ['build/types.ts', '../src-main/base/log.ts', /build scripts read files/],
  ['src-main/elsewhere/x.ts', 'zod', /stands in no zone/],
  ['src-main/services/x.ts', '../elsewhere/x.ts', /stands in no zone/],
];

describe('import arrows', () => {
  it.each(allowed)('%s may import %s', (file, specifier) => {
    expect(arrowProblem(file, specifier)).toBeNull();
  });

  it.each(refused)('%s may not import %s', (file, specifier, teaches) => {
    expect(arrowProblem(file, specifier)).toMatch(teaches);
  });

  it('names both ends as they are, so that the message can be acted on', () => {
    expect(arrowProblem('src-renderer/features/live-grid/Grid.tsx', '../cameras/CameraList.tsx')).toBe(
      'src-renderer/features/live-grid may not import src-renderer/features/cameras: ' +
        'a feature never imports a feature nor the bridge; move the shared thing to stores or ui.',
    );
  });

  it('lists only zones that exist and never a whole folder by accident', () => {
    const names = new Set(zones.map(({ zone }) => zone));
    for (const { may } of zones) for (const target of may) expect(names).toContain(target);
    for (const { zone, may } of zones.filter(({ zone }) => zone !== 'tests')) {
      expect(
        may.filter((target) => /^(tests|tools|build)/.test(target)),
        zone,
      ).toEqual([]);
    }
  });

  it('gives a file to its deepest zone', () => {
    expect(zoneOf('src-main/ffmpeg/runner.ts')?.zone.zone).toBe('src-main/ffmpeg/runner');
    expect(zoneOf('src-main/ffmpeg/arguments.ts')?.zone.zone).toBe('src-main/ffmpeg');
    expect(zoneOf('src-main/hosts/host.ts')?.zone.zone).toBe('src-main/hosts/host');
    expect(zoneOf('src-main/hosts/electron/host.ts')?.zone.zone).toBe('src-main/hosts/electron');
    expect(zoneOf('src-mainly/x.ts')).toBeNull();
  });
});

/** Every way JavaScript has to reach another file. */
const forms = [
  `import '../cameras/x.ts';`,
  `import x from '../cameras/x.ts';`,
  `export { x } from '../cameras/x.ts';`,
  `export * from '../cameras/x.ts';`,
  `await import('../cameras/x.ts');`,
  `import x from '../cameras/x.ts?url';`,
  `require('../cameras/x.ts');`,
  `new Worker(new URL('../cameras/x.ts', import.meta.url));`,
];

describe('the arrows rule', () => {
  const lint = (code: string) => {
    const linter = new Linter({ configType: 'flat', cwd: '/project' });
    const config = { files: ['**/*.js'], plugins: { house: { rules: { arrows } } }, rules: { 'house/arrows': 'error' as const } };
    return linter.verify(code, config, { filename: '/project/src-renderer/features/wall/tile.js' }).map(({ message }) => message);
  };

  it.each(forms)('sees %s', (code) => {
    expect(lint(code)).toEqual([expect.stringContaining('src-renderer/features/wall may not import src-renderer/features/cameras')]);
  });

  it('is silent on what is allowed and on strings it cannot know', () => {
    expect(lint(`import x from './x.ts'; import('./' + x); new URL('../cameras/x.ts', base);`)).toEqual([]);
  });
});
