import type { Page } from 'playwright-core';

/** What a test has the page's gamepad be; `null` unplugs it. */
export interface SyntheticPad {
  readonly axes: readonly number[];
  /** Numbers of the buttons that are down. */
  readonly down: readonly number[];
}

/** Has `navigator.getGamepads` answer with this gamepad from now on, and tells the page when it comes or goes. */
export async function plugIn(page: Page, pad: SyntheticPad | null): Promise<void> {
  await page.evaluate((state) => {
    const before = navigator.getGamepads().some((known) => known !== null);
    const buttons = Array.from({ length: 17 }, (_, button) => ({ pressed: state?.down.includes(button) === true }));
    const made = state === null ? [] : [{ id: 'Cần thử nghiệm', axes: state.axes, buttons }];
    Object.defineProperty(navigator, 'getGamepads', { configurable: true, value: () => made });
    if (before !== (state !== null)) window.dispatchEvent(new Event(state === null ? 'gamepaddisconnected' : 'gamepadconnected'));
  }, pad);
}

const REST: SyntheticPad = { axes: [0, 0, 0, 0], down: [] };
/** As many frames as surely are read once. */
const HELD_FRAMES = 4;

async function frames(page: Page): Promise<void> {
  await page.evaluate(async (count) => {
    for (let at = 0; at < count; at += 1) await new Promise(requestAnimationFrame);
  }, HELD_FRAMES);
}

/** Presses a button and lets it go. */
export async function pressButton(page: Page, button: number): Promise<void> {
  await plugIn(page, { ...REST, down: [button] });
  await frames(page);
  await plugIn(page, REST);
  await frames(page);
}
