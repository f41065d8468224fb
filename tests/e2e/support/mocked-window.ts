/** A real Chromium window over the real renderer, with a fake main inside. */
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../players/browser.ts';
import { buildRenderer } from './renderer-build.ts';
import { servePages } from './page-server.ts';
import type { Scenario } from './scenario.ts';
import './page-controls.ts';

const OPEN_TIMEOUT_MS = 15_000;

export interface MockedWindow {
  readonly page: Page;
  /** Everything the console and the page complained about, security policy violations included. */
  readonly complaints: readonly string[];
}
export interface MockedWindows {
  /** Waits for the shell, or for another element that must appear. */
  open(scenario: Scenario, size?: { readonly width: number; readonly height: number }, landmark?: string): Promise<MockedWindow>;
  /** After each test: a window that a failed one left open would take its time from the others. */
  closePages(): Promise<void>;
  dispose(): Promise<void>;
}

export async function startMockedWindows(): Promise<MockedWindows> {
  const built = await buildRenderer();
  const server = await servePages(built.folder);
  const browser: Browser = await launchChromium();
  return {
    async open(scenario, size = { width: 1920, height: 1080 }, landmark = '.shell') {
      const page = await browser.newPage({ viewport: size });
      page.setDefaultTimeout(OPEN_TIMEOUT_MS);
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      await page.addInitScript(`window.mockedScenario = ${JSON.stringify(scenario)};`);
      await page.addInitScript(built.pageScript);
      await page.goto(server.url);
      await page
        .locator(landmark)
        .waitFor()
        .catch((failure: unknown) => {
          throw new Error(`the window did not open: ${complaints.join('; ')}`, { cause: failure });
        });
      return { page, complaints };
    },
    async closePages() {
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    async dispose() {
      await browser.close();
      await server.dispose();
      await built.dispose();
    },
  };
}
