import { expect, it } from 'vitest';
import { defaultControls } from '../../../../../src-contract/model/controls.ts';
import type { PtzVelocity } from '../../../../../src-renderer/lib/ptz-intents.ts';
import { GamepadDriver, type PadState } from '../../../../../src-renderer/players/gamepad/gamepad-driver.ts';

interface Bench {
  pad: PadState | null;
  focused: boolean;
  ptz: boolean;
  /** Frames that were asked for and have not come. */
  waiting(): number;
  frame(afterMs?: number): void;
  fire(event: string): void;
  readonly log: string[];
  readonly driver: GamepadDriver;
}

const padWith = (axes: readonly number[] = [0, 0, 0, 0], down: readonly number[] = []): PadState => ({
  id: 'synthetic',
  axes,
  buttons: Array.from({ length: 17 }, (_, button) => ({ pressed: down.includes(button) })),
});

function bench(start: PadState | null = null): Bench {
  const listeners = new Map<string, () => void>();
  const log: string[] = [];
  let frames: ((nowMs: number) => void)[] = [];
  let nowMs = 0;
  const self: Omit<Bench, 'driver'> = {
    pad: start,
    focused: true,
    ptz: false,
    log,
    waiting: () => frames.length,
    frame(afterMs = 16) {
      nowMs += afterMs;
      const due = frames;
      frames = [];
      for (const run of due) run(nowMs);
    },
    fire: (event) => listeners.get(event)?.(),
  };
  const say = ({ pan, tilt, zoom }: PtzVelocity): void =>
    void log.push(`move ${[pan, tilt, zoom].map((value) => value.toFixed(1)).join(' ')}`);
  const driver = new GamepadDriver(
    {
      events: {
        addEventListener: (name: string, listener: unknown) => void listeners.set(name, listener as () => void),
        removeEventListener: (name: string) => void listeners.delete(name),
      },
      pads: () => [null, self.pad],
      hasFocus: () => self.focused,
      nextFrame(run) {
        frames.push(run);
        return () => void (frames = frames.filter((other) => other !== run));
      },
    },
    {
      stick: () => ({ ...defaultControls.stick, curve: 0 }),
      pressed: (button) => void log.push(`button ${String(button)}`),
      step: (direction) => void log.push(direction),
      intents: { ready: () => self.ptz, move: say, stop: () => void log.push('stop') },
    },
  );
  return Object.assign(self, { driver });
}

it('asks for no frame without a gamepad or the focus, and begins when both are there', () => {
  const test = bench();
  expect(test.waiting()).toBe(0);
  test.pad = padWith();
  test.fire('gamepadconnected');
  expect(test.waiting()).toBe(1);
  test.focused = false;
  test.fire('blur');
  expect(test.waiting()).toBe(0);
  test.focused = true;
  test.fire('focus');
  expect(test.waiting()).toBe(1);
  test.driver.dispose();
  expect(test.waiting()).toBe(0);
});

it('reports a button once for each time it goes down', () => {
  const test = bench(padWith([], [3]));
  test.frame();
  test.frame();
  test.pad = padWith();
  test.frame();
  test.pad = padWith([], [3, 12]);
  test.frame();
  expect(test.log).toEqual(['button 3', 'button 3', 'button 12']);
});

it('steps once for a flick and again while the stick is held', () => {
  const test = bench(padWith([1, 0, 0, 0]));
  for (let count = 0; count < 20; count += 1) test.frame();
  expect(test.log).toEqual(['right', 'right']);
  test.pad = padWith();
  test.frame();
  test.pad = padWith([0, 1, 0, 0]);
  test.frame();
  expect(test.log.at(-1)).toBe('down');
});

it('moves a camera by changes only, at most twenty a second, and stops at once', () => {
  const test = bench(padWith([1, 0, 0, 0]));
  test.ptz = true;
  for (let count = 0; count < 10; count += 1) test.frame();
  test.pad = padWith([0, -1, 0, 0]);
  test.frame(60);
  test.pad = padWith([0, -0.5, 0, 0]);
  test.frame(10);
  test.pad = padWith([0, 0.05, 0, 0]);
  test.frame(1);
  test.frame();
  expect(test.log).toEqual(['move 1.0 0.0 0.0', 'move 0.0 1.0 0.0', 'stop']);
});

it.each(['blur', 'gone', 'dispose'])('stops what moves on %s', (way) => {
  const test = bench(padWith([1, 0, 0, 0]));
  test.ptz = true;
  test.frame();
  if (way === 'blur') test.focused = false;
  if (way === 'gone') test.pad = null;
  if (way === 'dispose') test.driver.dispose();
  else test.fire(way === 'blur' ? 'blur' : 'gamepaddisconnected');
  expect(test.log).toEqual(['move 1.0 0.0 0.0', 'stop']);
});

it('hands buttons to whoever records one, and nothing else meanwhile', () => {
  const test = bench(padWith([1, 0, 0, 0], [5]));
  test.ptz = true;
  const recorded: number[] = [];
  const end = test.driver.intercept((button) => void recorded.push(button));
  test.frame();
  expect([recorded, test.log]).toEqual([[5], []]);
  end();
  test.pad = padWith([], [6]);
  test.frame();
  expect(test.log).toEqual(['button 6']);
});
