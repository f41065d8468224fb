/** An automated checker over every screen and dialog of `screens.ts`, in both languages: nothing serious, nothing critical. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Language } from '../../../src-contract/model/settings.ts';
import { openScreen, screens } from '../screens.ts';
import { startMockedWindows, type MockedWindows } from '../support/mocked-window.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let windows: MockedWindows;
beforeAll(async () => {
  windows = await startMockedWindows();
});
afterEach(() => windows.closePages());
afterAll(async () => {
  await windows.dispose();
});

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
}
declare global {
  interface Window {
    axe?: {
      run(root: Document, options: { readonly resultTypes: readonly string[] }): Promise<{ readonly violations: readonly Violation[] }>;
    };
  }
}

/** One line per finding, with the first place it was found at. */
async function findings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => (await window.axe?.run(document, { resultTypes: ['violations'] }))?.violations);
  if (violations === undefined) throw new Error('the checker did not run');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id} (${String(nodes.length)}): ${String(nodes[0]?.target)} ${nodes[0]?.failureSummary?.split('\n')[1]?.trim() ?? ''}`,
    );
}

const everyScreen = screens.flatMap((screen) =>
  (['vi', 'en'] as const).map((language: Language) => ({ name: screen.name, language, screen })),
);

it.each(everyScreen)('finds nothing serious on $name in $language', async ({ screen, language }) => {
  const page = await openScreen(windows, screen, language);
  expect(await findings(page)).toEqual([]);
  await page.close();
});
