/** What people look at most, in Vietnamese and dark, under the automated checker; every screen in every way: `npm run accessibility`. */
import { expect, it } from 'vitest';
import { screens } from '../screens.ts';
import { checkWay } from '../support/accessible-screens.ts';
import { windowsOfThisFile } from '../support/file-windows.ts';

const daily = [
  ...['wall-large-tiles', 'find-area', 'context-menu', 'layouts-panel', 'scenario-dialog', 'ptz-presets', 'diagnosis-overview'],
  ...['sign-in', 'purpose', 'lock', 'sync-conflicts', 'register-camera', 'audit', 'settings', 'settings-keys', 'devices-read'],
];
const looked = daily.map((name) => ({ name, screen: screens.find((screen) => screen.name === name) }));

const windows = windowsOfThisFile();

it.each(looked)('finds nothing serious on $name', async ({ name, screen }) => {
  if (screen === undefined) throw new Error(`no screen is called ${name}`);
  expect(await checkWay(windows, { screen, language: 'vi', appearance: 'dark' })).toEqual([]);
});
