/** A hand on the mouse of a display (XTEST): display server, browser and page take it for a person's. Needs xdotool. */
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

/** In pixels of the display. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Hand {
  /** Presses the left button at a place and holds still a moment: a mouse that is far away at once drags nothing on a busy machine. */
  press(at: Point): Promise<void>;
  /** In small steps, as a hand does: one leap is no drag. */
  move(from: Point, to: Point): Promise<void>;
  release(): Promise<void>;
}

const STEPS = 20;
const STEP_S = '0.05';
const STILL_S = '0.3';

export function canMoveMouse(): boolean {
  return process.platform === 'linux' && spawnSync('xdotool', ['version']).status === 0;
}

/** `environment` names the display; on a person's own it would take the mouse out of their hand. */
export function handOn(environment: Readonly<Record<string, string>>): Hand {
  const run = promisify(execFile);
  const act = async (...words: readonly string[]): Promise<void> => {
    await run('xdotool', words, { env: { ...process.env, ...environment } });
  };
  const at = ({ x, y }: Point): readonly string[] => ['mousemove', String(Math.round(x)), String(Math.round(y))];
  const between = (from: Point, to: Point, step: number): Point => ({
    x: from.x + ((to.x - from.x) * step) / STEPS,
    y: from.y + ((to.y - from.y) * step) / STEPS,
  });
  return {
    press: (place) => act(...at(place), 'sleep', STILL_S, 'mousedown', '1', 'sleep', STILL_S),
    move: (from, to) => act(...Array.from({ length: STEPS }, (_, step) => [...at(between(from, to, step + 1)), 'sleep', STEP_S]).flat()),
    release: () => act('mouseup', '1'),
  };
}
