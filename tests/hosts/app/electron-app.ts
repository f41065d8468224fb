// No top-level await: Electron is not ready before this module has run to its end, and schemes are fixed by then.
import { startElectronHost } from '../../../src-main/hosts/electron/start.ts';
import { runTestApp, testPlaces } from './test-app.ts';

runTestApp(startElectronHost(testPlaces()));
