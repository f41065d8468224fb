/** Who gives up what first. Pure. */
import type { Degradation } from '../../../src-contract/model/stream-state.ts';
import type { StreamLoad } from './load-health.ts';

/** What the worker leaves out of a stream. */
export type StreamLevel = Exclude<Degradation, 'sub' | 'dropping'>;

/** A step concerns this share of the streams that may be touched. */
const SHARES = 8;

const shareOf = (count: number): number => Math.max(1, Math.ceil(count / SHARES));

function inOrder(streams: readonly StreamLoad[]): readonly StreamLoad[] {
  return streams.filter((stream) => !stream.protectedTile).sort((left, right) => left.areaPx - right.areaPx || left.stream - right.stream);
}

/** How many steps there are until every stream that may be touched is on keyframes. */
export function stepsOf(streams: readonly StreamLoad[]): number {
  const order = inOrder(streams);
  const halvable = order.filter((stream) => stream.halvable).length;
  return order.length === 0 ? 0 : Math.ceil((halvable + order.length) / shareOf(order.length));
}

/** First every stream that can gives up the pictures nobody needs, then one after the other all but keyframes. */
export function levelsOf(streams: readonly StreamLoad[], steps: number): ReadonlyMap<number, StreamLevel> {
  const order = inOrder(streams);
  const halvable = order.filter((stream) => stream.halvable);
  const given = steps * shareOf(order.length);
  const levels = new Map<number, StreamLevel>(streams.map(({ stream }) => [stream, 'none']));
  for (const { stream } of halvable.slice(0, given)) levels.set(stream, 'half');
  for (const { stream } of order.slice(0, Math.max(0, given - halvable.length))) levels.set(stream, 'keyframes');
  return levels;
}
