import { expect, it } from 'vitest';
import { createWakeKeeper, type WakefulPage } from '../../../../src-renderer/lib/wake-lock.ts';

function page() {
  const events = new EventTarget();
  const locks: { released: boolean; taken(): void }[] = [];
  const state = { visible: true, refuse: false };
  const page: WakefulPage = {
    document: {
      get visibilityState() {
        return state.visible ? ('visible' as const) : ('hidden' as const);
      },
      addEventListener: events.addEventListener.bind(events),
      removeEventListener: events.removeEventListener.bind(events),
    },
    wakeLock: {
      request: () => {
        if (state.refuse) return Promise.reject(new Error('battery'));
        const target = new EventTarget();
        const lock = {
          released: false,
          release: () => {
            lock.taken();
            return Promise.resolve();
          },
          /** The browser ends it, asked or not. */
          taken: () => {
            lock.released = true;
            target.dispatchEvent(new Event('release'));
          },
          addEventListener: target.addEventListener.bind(target),
        };
        locks.push(lock);
        return Promise.resolve(lock);
      },
    },
  };
  const show = async (visible: boolean): Promise<void> => {
    state.visible = visible;
    if (!visible) locks.at(-1)?.taken();
    events.dispatchEvent(new Event('visibilitychange'));
    await settled();
  };
  const held = (): number => locks.filter((lock) => !lock.released).length;
  return { page, state, locks, show, held };
}
const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 0));

it('holds one lock while needed and lets go when not', async () => {
  const { page: own, locks, held } = page();
  const keeper = createWakeKeeper(own);
  await settled();
  expect(held()).toBe(0);
  keeper.set(true);
  keeper.set(true);
  await settled();
  expect([locks.length, held()]).toEqual([1, 1]);
  keeper.set(false);
  await settled();
  expect(held()).toBe(0);
});

it('does not keep a lock that came after it was no longer needed', async () => {
  const { page: own, held } = page();
  const keeper = createWakeKeeper(own);
  keeper.set(true);
  keeper.set(false);
  await settled();
  expect(held()).toBe(0);
});

it('asks again when the page returns, and after a refusal', async () => {
  const { page: own, state, held, show } = page();
  const keeper = createWakeKeeper(own);
  state.refuse = true;
  keeper.set(true);
  await settled();
  expect(held()).toBe(0);
  state.refuse = false;
  await show(true);
  expect(held()).toBe(1);
  await show(false);
  expect(held()).toBe(0);
  await show(true);
  expect(held()).toBe(1);
  keeper.dispose();
  await show(true);
  expect(held()).toBe(0);
});
