import { existsSync } from 'node:fs';
import { startChromiumHost } from '../../../src-main/hosts/chromium/chromium-host.ts';
import { findBrowser } from '../../../src-main/hosts/chromium/find-browser.ts';
import { runTestApp, testPlaces } from './test-app.ts';

const { env, platform } = process;
runTestApp(
  startChromiumHost({
    ...testPlaces(),
    executable: findBrowser({ platform, chosen: null, environment: env, exists: existsSync }),
    debugPort: null,
    windows: true,
    withoutSandbox: platform === 'linux' && process.getuid?.() === 0,
  }),
);
