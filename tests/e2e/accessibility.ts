/**
 * An automated checker (axe) over every screen and dialog of `screens.ts`, in both languages: what it calls serious or
 * critical is printed, and the exit code is 1 where there is any. `npm run accessibility [-- NAME…]`.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { openScreen, screens } from './screens.ts';
import { startMockedWindows } from './support/mocked-window.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const wanted = new Set(process.argv.slice(2));

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

const windows = await startMockedWindows();
let wrong = 0;
let screensSeen = 0;
try {
  for (const screen of screens.filter(({ name }) => wanted.size === 0 || wanted.has(name))) {
    for (const language of ['vi', 'en'] as const) {
      const page = await openScreen(windows, screen, language);
      const found = await findings(page);
      await windows.closePages();
      screensSeen += 1;
      wrong += found.length;
      for (const line of found) process.stdout.write(`${screen.name}-${language}: ${line}\n`);
    }
  }
} finally {
  await windows.dispose();
}
process.stdout.write(`${String(screensSeen)} screens, ${String(wrong)} findings\n`);
process.exitCode = wrong === 0 ? 0 : 1;
