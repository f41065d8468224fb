/** Pictures of layouts, their editing and tours, over the fake main. */
import type { Page } from 'playwright-core';
import type { Arrangement, SavedLayout } from '../../../src-contract/model/arrangement.ts';
import { mixedShapes, regularShape, type LayoutShape } from '../../../src-contract/model/layout.ts';
import type { Language } from '../../../src-contract/model/settings.ts';
import { inStep, within } from './province-states.ts';
import { scenario } from './scenario.ts';
import type { Screen } from './screen.ts';

const PICTURES_MS = 4_000;
const ids = scenario({ cameras: 64 }).snapshot.cameras.map(({ id }) => id);
const mixed = (name: string): LayoutShape => mixedShapes.find((one) => one.name === name)?.shape ?? regularShape(9);

function layoutOf(id: string, name: string, shape: LayoutShape, more: Partial<SavedLayout> = {}): SavedLayout {
  const cells = shape.tiles.map((_, cell) => (cell % 7 === 5 ? null : (ids[cell] ?? null)));
  return { kind: 'layout', id, place: 'shared', name, shape, cells, hotspot: null, rev: '3-a', mayEdit: true, waiting: false, ...more };
}

/** What a person of the IOC has after some weeks. */
export const keptArrangements: readonly Arrangement[] = [
  layoutOf('ioc-16', 'Trực ban IOC 4×4', regularShape(16)),
  layoutOf('ioc-12', 'Sự kiện quảng trường', mixed('1+12'), { hotspot: 0 }),
  layoutOf('pdp', 'Phường Phan Đình Phùng', mixed('1+7'), { mayEdit: false }),
  layoutOf('gate', 'Cửa ngõ thành phố', mixed('2+8'), { place: 'personal', rev: null }),
  layoutOf('night', 'Ca đêm', mixed('1+5'), { place: 'personal', rev: null, waiting: false }),
  {
    kind: 'scenario',
    id: 'scenario-1',
    place: 'shared',
    rev: '2-a',
    mayEdit: true,
    waiting: false,
    scenario: {
      name: 'Trực lễ Quốc khánh',
      screens: [
        { screen: 1, layout: { place: 'shared', id: 'ioc-12' } },
        { screen: 2, layout: { place: 'shared', id: 'ioc-16' } },
        { screen: 3, layout: { place: 'shared', id: 'pdp' } },
      ],
    },
  },
  {
    kind: 'scenario',
    id: 'scenario-2',
    place: 'personal',
    rev: null,
    mayEdit: true,
    waiting: false,
    scenario: {
      name: 'Trực đêm hai màn hình',
      screens: [
        { screen: 1, layout: { place: 'shared', id: 'ioc-16' } },
        { screen: 2, layout: { place: 'personal', id: 'night' } },
      ],
    },
  },
  {
    kind: 'scenario',
    id: 'scenario-3',
    place: 'shared',
    rev: '1-c',
    mayEdit: false,
    waiting: false,
    scenario: {
      name: 'Mưa lũ sông Cầu',
      screens: [
        { screen: 1, layout: { place: 'shared', id: 'pdp' } },
        { screen: 2, layout: { place: 'shared', id: 'ioc-16' } },
      ],
    },
  },
  {
    kind: 'tour',
    id: 'tour-1',
    tour: {
      name: 'Vòng đêm trung tâm',
      dwellSeconds: 15,
      steps: [
        { kind: 'layout', layout: { place: 'shared', id: 'ioc-16' } },
        { kind: 'layout', layout: { place: 'personal', id: 'night' } },
        { kind: 'camera', cameraId: ids[7] ?? '' },
      ],
    },
  },
];

const words = (language: Language, vi: string, en: string): string => (language === 'vi' ? vi : en);

/** Main has these arrangements now, and the panel is open. */
export async function openLayouts(page: Page, language: Language): Promise<void> {
  await page.evaluate((given) => {
    if (window.mocked === undefined) return;
    window.mocked.main.arrangements = structuredClone(given);
    window.mocked.main.notifier.layouts.onChanged({ arrangements: given });
  }, keptArrangements as Arrangement[]);
  await page.getByRole('tab', { name: words(language, 'Bố cục', 'Layouts') }).click();
}

const start = { cameras: 64, grid: mixed('1+12'), placed: 13 } as const;
const inProvince = { ...start, session: within(), sync: inStep() } as const;

/** The dialog of a scenario of one's own. */
async function openOwnScenario(page: Page, language: Language): Promise<void> {
  await openLayouts(page, language);
  await page.getByRole('button', { name: words(language, 'Sửa kịch bản Trực đêm', 'Edit scenario Trực đêm') }).click();
}

export const layoutScreens: readonly Screen[] = [
  { name: 'wall-large-tiles', start, act: (page) => page.waitForTimeout(PICTURES_MS) },
  {
    name: 'layouts-panel',
    start,
    act: async (page, language) => {
      await openLayouts(page, language);
      await page
        .getByRole('button', { name: /Trực ban IOC/u })
        .first()
        .click();
      await page.locator('[data-cell="3"]').click();
      await page.keyboard.press('Delete');
      await page.waitForTimeout(PICTURES_MS);
    },
  },
  {
    name: 'layout-editing',
    start: { cameras: 64, grid: 16, placed: 14 },
    act: async (page, language) => {
      await page
        .getByRole('button', { name: words(language, 'Chỉnh sửa bố cục', 'Edit layout') })
        .first()
        .click();
      await page.locator('[data-cell="5"]').click();
      await page.locator('[data-cell="10"]').click({ modifiers: ['Shift'] });
      await page.waitForTimeout(PICTURES_MS);
    },
  },
  {
    name: 'tour-running',
    start,
    act: async (page, language) => {
      await openLayouts(page, language);
      await page
        .getByRole('button', { name: /Vòng đêm trung tâm/u })
        .first()
        .click();
      await page.waitForTimeout(PICTURES_MS);
    },
  },
  {
    name: 'scenario-dialog',
    start: inProvince,
    act: async (page, language) => {
      await openOwnScenario(page, language);
      await page.waitForTimeout(PICTURES_MS);
    },
  },
  {
    name: 'scenario-sharing',
    start: inProvince,
    act: async (page, language) => {
      await openOwnScenario(page, language);
      await page
        .getByRole('dialog')
        .getByText(words(language, 'Dùng chung', 'Shared'), { exact: true })
        .click();
      await page.waitForTimeout(PICTURES_MS);
    },
  },
  {
    name: 'tour-dialog',
    start,
    act: async (page, language) => {
      await openLayouts(page, language);
      await page
        .getByRole('button', { name: words(language, 'Sửa tuần tra', 'Edit tour') })
        .first()
        .click();
      await page.waitForTimeout(PICTURES_MS);
    },
  },
  { name: 'wall-attention', start: { cameras: 64, grid: 25, placed: 20 }, act: (page) => page.waitForTimeout(PICTURES_MS) },
];
