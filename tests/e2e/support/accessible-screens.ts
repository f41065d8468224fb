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
async function openStill(windows: Pick<MockedWindows, 'open'>, { screen, language, appearance }: ScreenWay): Promise<Page> {
  const settings = { ...screen.start.settings, appearance, language };
  const { page } = await windows.open(scenario({ ...screen.start, settings }), screen.size, screen.landmark);
  page.waitForTimeout = () => settled(page);
  await settled(page);
  await screen.act(page, language);
  await settled(page);
  return page;
}

/** The same window in another language or appearance, as when somebody changes the settings: opening one costs many times as much. */
async function turn(page: Page, { language, appearance }: Pick<ScreenWay, 'language' | 'appearance'>): Promise<void> {
  await page.evaluate(
    (changes) => {
      const main = window.mocked?.main;
      if (main === undefined) throw new Error('no fake main');
      main.snapshot = { ...main.snapshot, settings: { ...main.snapshot.settings, ...changes } };
      main.notifier.settings.onChanged(main.snapshot.settings);
    },
    { language, appearance },
  );
  await page.locator(`html[lang=${language}][data-appearance=${appearance}]`).waitFor({ state: 'attached' });
  await settled(page);
}

const nameOf = ({ screen, language, appearance }: ScreenWay): string => `${screen.name}-${language}-${appearance}`;

async function check(page: Page, way: ScreenWay): Promise<readonly string[]> {
  return (await seriousFindings(page)).map((finding) => `${nameOf(way)}: ${finding}`);
}

/** What the checker calls serious on one screen; the caller closes the page. Rejects for a screen that does not open. */
export async function checkWay(windows: Pick<MockedWindows, 'open'>, way: ScreenWay): Promise<readonly string[]> {
  return check(await openStill(windows, way), way);
}

/** One screen, opened once, in every way that is asked for. */
async function checkWays(windows: MockedWindows, [first, ...others]: readonly ScreenWay[]): Promise<readonly string[]> {
  if (first === undefined) return [];
  const page = await openStill(windows, first).catch((failure: unknown) => {
    throw new Error(`${nameOf(first)} could not be opened: ${String(failure)}`, { cause: failure });
  });
  const found = [...(await check(page, first))];
  for (const way of others) {
    await turn(page, way);
    found.push(...(await check(page, way)));
  }
  return found;
}

/** Every serious finding on these screens; `tell` hears of those of each screen as it is done, and of a screen that does not open. */
export async function checkScreens(ways: readonly ScreenWay[], tell: (line: string) => void): Promise<readonly string[]> {
  const windows = await startMockedWindows();
  const all: string[] = [];
  try {
    for (const screen of new Set(ways.map((way) => way.screen))) {
      const ofScreen = ways.filter((way) => way.screen === screen);
      const found = await checkWays(windows, ofScreen).catch((failure: unknown) => [String(failure)]);
      await windows.closePages();
      found.forEach(tell);
      all.push(...found);
    }
  } finally {
    await windows.dispose();
  }
  return all;
}
