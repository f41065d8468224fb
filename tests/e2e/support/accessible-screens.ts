/** Goes through screens with the automated checker in one browser, without fixed waits. */
import type { Page } from 'playwright-core';
import type { Language } from '../../../src-contract/model/settings.ts';
import { seriousFindings } from './axe.ts';
import { startMockedWindows, type MockedWindows } from './mocked-window.ts';
import { scenario } from './scenario.ts';
import type { Screen } from './screen.ts';

/** One picture that is checked: a screen in a language and an appearance. */
export interface ScreenWay {
  readonly screen: Screen;
  readonly language: Language;
  readonly appearance: 'dark' | 'light';
}
const TILES_MS = 5_000;

export function everyWay(screen: Screen): readonly ScreenWay[] {
  const own = screen.start.settings?.appearance;
  const appearances = own === 'dark' || own === 'light' ? [own] : (['dark', 'light'] as const);
  return (['vi', 'en'] as const).flatMap((language) => appearances.map((appearance) => ({ screen, language, appearance })));
}

/** Until nothing moves any more (what turns for ever is let be) and no tile is still on its way to a picture. */
async function settled(page: Page): Promise<void> {
  await page
    .locator('[data-cell] [data-state="connecting"]')
    .first()
    .waitFor({ state: 'detached', timeout: TILES_MS })
    .catch(() => undefined);
  await page.evaluate(async () => {
    const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    await frame();
    const ending = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
    await frame();
  });
}

/** A window of which the screen's own waits, meant for pictures worth looking at, wait only for it to stand still. */
async function openStill(windows: MockedWindows, { screen, language, appearance }: ScreenWay): Promise<Page> {
  const settings = { ...screen.start.settings, appearance, language };
  const { page } = await windows.open(scenario({ ...screen.start, settings }), screen.size, screen.landmark);
  page.waitForTimeout = () => settled(page);
  await settled(page);
  await screen.act(page, language);
  await settled(page);
  return page;
}

async function check(windows: MockedWindows, way: ScreenWay): Promise<readonly string[]> {
  const name = `${way.screen.name}-${way.language}-${way.appearance}`;
  const page = await openStill(windows, way).catch((failure: unknown) => {
    throw new Error(`${name} could not be opened: ${String(failure)}`, { cause: failure });
  });
  const found = await seriousFindings(page);
  return found.map((finding) => `${name}: ${finding}`);
}

/** Every serious finding on these screens; `tell` hears of each as it is found, and of a screen that does not open. */
export async function checkScreens(ways: readonly ScreenWay[], tell: (line: string) => void): Promise<readonly string[]> {
  const windows = await startMockedWindows();
  const all: string[] = [];
  try {
    for (const way of ways) {
      const found = await check(windows, way).catch((failure: unknown) => [String(failure)]);
      await windows.closePages();
      found.forEach(tell);
      all.push(...found);
    }
  } finally {
    await windows.dispose();
  }
  return all;
}
