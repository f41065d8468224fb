/** The camera list of a member of the demo province: its trees, its search, what a person keeps at hand. */
import type { Page } from 'playwright-core';
import { inStep, within } from './province-states.ts';
import type { Screen } from './screen.ts';

const list = { province: 1_200, grid: 9, placed: 9, session: within(), sync: inStep() } as const;
const PICTURES_MS = 4_000;
const ids = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, at) => `cam-${String(from + at).padStart(4, '0')}`);

const nodeBy = (page: Page, text: string) => page.locator('.list-tree .virtual-row', { hasText: text }).first();
const view = (page: Page, name: string): Promise<void> => page.locator(`[data-view=${name}]`).click();
async function find(page: Page, query: string): Promise<void> {
  await page.keyboard.press('Control+f');
  await page.keyboard.type(query);
  await page.waitForTimeout(PICTURES_MS);
}

export const findingScreens: readonly Screen[] = [
  {
    name: 'find-area',
    start: list,
    async act(page) {
      await nodeBy(page, 'P. Phan Đình Phùng').click();
      await nodeBy(page, 'Đảo tròn trung tâm').click();
      await page.waitForTimeout(PICTURES_MS);
    },
  },
  {
    name: 'find-unit',
    start: { ...list, finding: { favourites: ids(3, 9) } },
    async act(page) {
      await view(page, 'unit');
      await nodeBy(page, 'Trung tâm CNTT - IOC').click();
      await page.locator('[role=tree]').evaluate((tree) => {
        tree.scrollTop = 900;
      });
      await page.waitForTimeout(PICTURES_MS);
    },
  },
  { name: 'find-group', start: list, act: (page) => view(page, 'group') },
  { name: 'find-alias', start: list, act: (page) => find(page, 'tp song cong') },
  {
    name: 'find-favourites',
    start: { ...list, finding: { favourites: [...ids(1, 4), ...ids(12, 18), 'cam-0417'] } },
    async act(page) {
      await view(page, 'favourites');
      await page.waitForTimeout(PICTURES_MS);
    },
  },
  {
    name: 'find-quick-look',
    start: list,
    async act(page) {
      await view(page, 'list');
      await page.locator('.list-camera').nth(4).hover();
      await page.waitForTimeout(PICTURES_MS);
    },
  },
  { name: 'find-no-favourites', start: list, act: (page) => view(page, 'favourites') },
];
