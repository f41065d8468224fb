/** Tiles dragged with a real mouse between two windows of the whole program, side by side on a display of their own. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { virtualDisplay } from '../../hosts/virtual-display.ts';
import { CdpPage } from './cdp-page.ts';
import { startClient, windowPages, type RunningClient } from './client.ts';
import { eventually } from './eventually.ts';
import { tileCodes } from './glass.ts';
import { canMoveMouse, handOn, type Hand, type Point } from './hand.ts';
import { allLive } from './tiles.ts';

const [WIDTH, HEIGHT] = [1920, 1080];
/** So often a goal has been told of the drag until letting go is a drop: the browser answers the display server one telling late. */
const TOLD = 3;
const PATIENCE_MS = 20_000;

/** Something on the screen that a tile is dragged from or to. */
interface Spot {
  readonly page: CdpPage;
  readonly selector: string;
}
declare global {
  interface Window {
    dragTold?: number;
    dragEnded?: boolean;
  }
}

let display: Awaited<ReturnType<typeof virtualDisplay>>;
let hand: Hand;
let sim: CameraSim;
let client: RunningClient;
let left: CdpPage;
let right: CdpPage;

const tile = (page: CdpPage, cell: number): Spot => ({ page, selector: `[data-cell="${String(cell)}"]` });

/** On the display. Windows of a display without a window manager have no frame. */
const middleOf = ({ page, selector }: Spot): Promise<Point> =>
  page.evaluate((wanted) => {
    const box = document.querySelector(wanted)?.getBoundingClientRect();
    if (box === undefined) throw new Error(`there is no ${wanted}`);
    return { x: window.screenX + box.x + box.width / 2, y: window.screenY + box.y + box.height / 2 };
  }, selector);

async function place(page: CdpPage, x: number): Promise<void> {
  await page.placeWindow({ left: x, top: 0, width: WIDTH / 2, height: HEIGHT });
  await eventually('the window where it was put', PATIENCE_MS, () =>
    page.evaluate(({ at, width }) => window.screenX === at && window.innerWidth === width && window.outerHeight === window.innerHeight, {
      at: x,
      width: WIDTH / 2,
    }),
  );
}

/** Picks up, carries until the goal has felt it, lets go; until the browser says that the drag is over. */
async function drag(from: Spot, to: Spot): Promise<void> {
  await from.page.evaluate(() => {
    window.dragEnded = false;
    document.addEventListener('dragend', () => (window.dragEnded = true), { capture: true, once: true });
  });
  await to.page.evaluate((selector) => {
    const goal = document.querySelector(selector);
    window.dragTold = 0;
    document.ondragover = ({ target }) => {
      if (target instanceof Node && goal?.contains(target) === true) window.dragTold = (window.dragTold ?? 0) + 1;
    };
  }, to.selector);
  const [start, goal] = [await middleOf(from), await middleOf(to)];
  await hand.press(start);
  await hand.move(start, goal);
  await eventually(`the drag over ${to.selector}`, PATIENCE_MS, async () => {
    await hand.move(goal, { x: goal.x + 2, y: goal.y + 1 });
    return to.page.evaluate((times) => (window.dragTold ?? 0) >= times, TOLD);
  }).finally(() => hand.release()); // also of a drag that failed: a pressed button would spoil the next
  await eventually('the end of the drag', PATIENCE_MS, () => from.page.evaluate(() => window.dragEnded === true));
}

/** Which camera is on the glass of each window's first two tiles, `null` for none; the simulator's own code in its pictures says so. */
async function onGlass(): Promise<readonly (readonly (number | null)[])[]> {
  const shown = async (page: CdpPage): Promise<readonly (number | null)[]> => {
    const codes = await tileCodes(page);
    return [0, 1].map((cell) => codes.get(cell)?.scene ?? null);
  };
  return [await shown(left), await shown(right)];
}

const untilShown = (what: string, wanted: readonly (readonly (number | null)[])[]): Promise<unknown> =>
  eventually(what, PATIENCE_MS, async () => {
    const seen = JSON.stringify(await onGlass());
    if (seen !== JSON.stringify(wanted)) throw new Error(`on the glass: ${seen}`);
    return true;
  });

describe.runIf(canMoveMouse())('a tile dragged between two windows', () => {
  beforeAll(async () => {
    display = await virtualDisplay(WIDTH, HEIGHT);
    Object.assign(process.env, display.environment);
    hand = handOn(display.environment);
    sim = await startCameraSim({ cameras: 2 });
    const cameras = [1, 2].map((number) => ({ number, name: `Cam ${String(number)}`, mainUrl: sim.url(number, 'sub') }));
    client = await startClient({ cameras, wall: 1 });
    left = client.page;
    await eventually('the first wall live', 60_000, () => allLive(left, 1));
    await left.press('N', 'KeyN', { ctrl: true, shift: true });
    const other = await eventually('a second window', PATIENCE_MS, async () =>
      (await windowPages(client.debugPort)).find(({ url }) => url.includes('window=w2')),
    );
    right = await CdpPage.connect(other.webSocketDebuggerUrl);
    await eventually('the second shell', PATIENCE_MS, () => right.evaluate(() => document.querySelector('.shell') !== null));
    await right.press('2', 'Digit2');
    await right.press('Enter', 'Enter');
    await Promise.all([place(left, 0), place(right, WIDTH / 2)]);
    await eventually('the second wall live', 60_000, () => allLive(right, 1));
  });
  afterAll(async () => {
    await client.stop();
    sim.dispose();
    display.dispose();
  });

  it('changes places with the tile it is dropped on, on the glass of both, until undo in the window it came from', async () => {
    await drag(tile(left, 0), tile(right, 0));
    await untilShown('both after the drop', [
      [2, null],
      [1, null],
    ]);
    await left.press('z', 'KeyZ', { ctrl: true });
    await untilShown('both after undo', [
      [1, null],
      [2, null],
    ]);
  });

  it('moves onto an empty tile, and back the other way', async () => {
    await drag(tile(left, 0), tile(right, 1));
    await untilShown('both after the drop', [
      [null, null],
      [2, 1],
    ]);
    await drag(tile(right, 0), tile(left, 0));
    await untilShown('both after the drag back', [
      [2, null],
      [null, 1],
    ]);
  });

  it('stays where it is when it is let go beside the wall', async () => {
    const before = await onGlass();
    await drag(tile(right, 1), { page: left, selector: 'header' });
    expect(await onGlass()).toEqual(before);
  });
});
