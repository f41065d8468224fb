import { expect, it } from 'vitest';
import { Openings, type OpenedThing, type Shut } from '../../../../../src-main/services/approvals/openings.ts';
import { createSteppedClock } from '../../../../fakes/stepped-clock.ts';

const thing = (changes: Partial<OpenedThing> = {}): OpenedThing => ({
  ...{ act: 'unmask', cameraId: 'camera-1', sessionId: 'session-1', windowId: 'window-1', byName: 'An' },
  second: { id: 'user-2', name: 'Bình' },
  ...changes,
});

function started() {
  const clock = createSteppedClock();
  const openings = new Openings(clock);
  const shut: Shut[] = [];
  let changes = 0;
  openings.shut.on((one) => shut.push(one));
  openings.changed.on(() => (changes += 1));
  return { clock, openings, shut, changes: () => changes };
}

it('is open for its time and then shut by itself, told once', () => {
  const { clock, openings, shut, changes } = started();
  openings.open(thing(), 1_000);
  expect(openings.secondOf('unmask', 'camera-1')).toBe('user-2');
  expect(openings.secondOf('sensitive-playback', 'camera-1')).toBeNull();
  clock.advance(400);
  expect(openings.leftMs('unmask', 'camera-1')).toBe(600);
  clock.advance(600);
  expect(openings.leftMs('unmask', 'camera-1')).toBeNull();
  expect(openings.list()).toEqual([]);
  expect(shut.map(({ cause }) => cause)).toEqual(['time-over']);
  expect(changes()).toBe(2);
});

it('begins its time anew when it is opened again, and is not shut by the first one’s end', () => {
  const { clock, openings, shut } = started();
  openings.open(thing(), 1_000);
  clock.advance(900);
  openings.open(thing({ second: { id: 'user-3', name: 'Cúc' } }), 1_000);
  clock.advance(900);
  expect(openings.secondOf('unmask', 'camera-1')).toBe('user-3');
  expect(shut).toEqual([]);
});

it('shuts what is concerned and nothing else, saying why, and everything at the end', () => {
  const { openings, shut } = started();
  openings.open(thing(), 1_000);
  openings.open(thing({ act: 'sensitive-playback', windowId: 'window-2' }), 1_000);
  openings.open(thing({ cameraId: 'camera-2', sessionId: 'session-2' }), 1_000);
  openings.shutThese(({ windowId }) => windowId === 'window-2', 'window-closed');
  openings.shutThese(({ sessionId }) => sessionId !== 'session-1', 'session-ended');
  expect(openings.list().map(({ act, cameraId }) => `${act} ${cameraId}`)).toEqual(['unmask camera-1']);
  openings.dispose();
  expect(shut.map(({ cause }) => cause)).toEqual(['window-closed', 'session-ended', 'ending']);
});
