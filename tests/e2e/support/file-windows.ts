/** Mocked windows for a test file. Apart from `mocked-window.ts`, which programs without a test runner use too. */
import { afterAll, afterEach, beforeAll } from 'vitest';
import { startMockedWindows, type MockedWindows } from './mocked-window.ts';

/**
 * One browser for the tests of the file that calls this at its top: started before the first, closed after the last. Every window has a
 * profile and a fake main of its own, and those that a test left open are closed after it. `open` works inside tests only.
 */
export function windowsOfThisFile(): Pick<MockedWindows, 'open'> {
  let running: MockedWindows | null = null;
  beforeAll(async () => {
    running = await startMockedWindows();
  });
  afterEach(() => running?.closePages());
  afterAll(() => running?.dispose());
  return {
    open(...asked) {
      return running === null ? Promise.reject(new Error('no browser: windows are opened inside tests')) : running.open(...asked);
    },
  };
}
