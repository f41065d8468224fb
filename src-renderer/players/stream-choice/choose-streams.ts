/**
 * Which stream each tile of a window shows, decided twice a second from what all of them are and
 * how they fare. Pure. The rules are those of Nx Witness's adaptive streaming; see
 * docs/decisions/0012-stream-choice-and-overload.md for where and why they differ.
 */
import type { ProfileReason } from '../../../src-contract/model/stream-state.ts';
import type { Choice, ChoiceDecision, ChoiceMemory, ChoiceTile, TileMemory } from './choice-facts.ts';
import { isLarge, isSmall, reasonOf } from './size-rules.ts';

export const CHOOSE_EVERY_MS = 500;
/** A tile is left alone this long after it opened, and must have been small this long. */
export const SETTLE_MS = 1_000;
/** Switches that load asks for, either way, come at most this often; nothing is raised this long after a drop. */
export const SWITCH_EVERY_MS = 5_000;
/** Raising again what was just lowered shows that there is no room. */
const FAILED_WITHIN_MS = 10_000;
export const FAILURES_UNTIL_BLOCKED = 2;
export const BLOCKED_MS = 600_000;
/** A stream that never painted is not tried again before this. */
const FAILED_AGAIN_MS = 60_000;
const MAX_QUEUE_SHARE = 0.75;
/** A tile this many times larger deserves the full stream more. */
const SWAP_AREA = 2;

export function chooseStreams(before: ChoiceMemory, tiles: readonly ChoiceTile[], nowMs: number): Choice {
  const memory = observe(before, tiles, nowMs);
  const free = tiles.filter((tile) => tile.fixed === null);
  const atOnce = free.flatMap((tile) => atOnceOf(tile, memory.tiles.get(tile.tile), nowMs));
  const settled = free.filter((tile) => tile.pin === 'auto' && !tile.enlarged && nowMs - tile.openedAtMs >= SETTLE_MS);
  const underLoad = atOnce.length > 0 ? [] : forLoad(memory, settled, tiles, nowMs);
  return conclude(memory, tiles, { atOnce, underLoad }, nowMs);
}

const areaOf = (tile: ChoiceTile): number => tile.widthPx * tile.heightPx;
const layoutOf = (tiles: readonly ChoiceTile[]): string =>
  tiles
    .map(({ tile, heightPx, enlarged }) => `${tile}:${Math.round(heightPx / 16)}${enlarged ? '!' : ''}`)
    .sort()
    .join();

/** Takes in what has become of the tiles and of earlier decisions. */
function observe(before: ChoiceMemory, tiles: readonly ChoiceTile[], nowMs: number): ChoiceMemory {
  const layout = layoutOf(tiles);
  const relaid = layout !== before.layout;
  let failures = relaid ? 0 : before.failures;
  let { lastDropMs } = before;
  const remembered = new Map<number, TileMemory>();
  for (const tile of tiles) {
    const known = before.tiles.get(tile.tile) ?? newcomer(tile);
    const failed = tile.failedSwitches > known.failedSwitches;
    const regretted = tile.profile === 'main' && tile.slow !== null && nowMs - known.raisedAtMs < FAILED_WITHIN_MS;
    if (failed || regretted) {
      failures += 1;
      lastDropMs = nowMs;
    }
    const smallSinceMs = isSmall(tile) ? (known.smallSinceMs ?? nowMs) : null;
    const raisedAtMs = regretted || failed ? Number.NEGATIVE_INFINITY : known.raisedAtMs;
    const failedAtMs = failed ? nowMs : known.failedAtMs;
    remembered.set(tile.tile, { ...known, smallSinceMs, raisedAtMs, failedSwitches: tile.failedSwitches, failedAtMs });
  }
  const blockedBefore = relaid ? Number.NEGATIVE_INFINITY : before.raisingBlockedUntilMs;
  const blocks = failures >= FAILURES_UNTIL_BLOCKED;
  return {
    ...before,
    ...{ tiles: remembered, layout, lastDropMs },
    failures: blocks ? 0 : failures,
    raisingBlockedUntilMs: blocks ? nowMs + BLOCKED_MS : blockedBefore,
  };
}

function newcomer(tile: ChoiceTile): TileMemory {
  return {
    smallSinceMs: null,
    reason: tile.lateComer ? 'too-many' : null,
    raisedAtMs: Number.NEGATIVE_INFINITY,
    failedSwitches: tile.failedSwitches,
    failedAtMs: Number.NEGATIVE_INFINITY,
  };
}

/** What a person or the layout asks for does not wait for its turn. */
function atOnceOf(tile: ChoiceTile, memory: TileMemory | undefined, nowMs: number): readonly ChoiceDecision[] {
  const mayTry = nowMs - (memory?.failedAtMs ?? Number.NEGATIVE_INFINITY) >= FAILED_AGAIN_MS;
  if (tile.pin !== 'auto') return mayTry ? decision(tile, tile.pin, 'manual') : [];
  if (tile.enlarged) return mayTry ? decision(tile, 'main', 'enlarged') : [];
  const smallFor = nowMs - (memory?.smallSinceMs ?? nowMs);
  return tile.profile === 'main' && smallFor >= SETTLE_MS ? decision(tile, 'sub', 'small') : [];
}

function decision(tile: ChoiceTile, profile: ChoiceTile['profile'], reason: ProfileReason | null): readonly ChoiceDecision[] {
  return tile.profile === profile ? [] : [{ tile: tile.tile, profile, reason }];
}

/** At most one tile lowered or raised, or two swapped. */
function forLoad(
  memory: ChoiceMemory,
  settled: readonly ChoiceTile[],
  all: readonly ChoiceTile[],
  nowMs: number,
): readonly ChoiceDecision[] {
  if (nowMs - memory.lastSwitchMs < SWITCH_EVERY_MS) return [];
  const mains = settled.filter((tile) => tile.profile === 'main').sort(leastFirst);
  const [least] = mains.filter((tile) => !tile.selected);
  const overloaded = all.some((tile) => tile.slow === 'cpu');
  if (overloaded) return least === undefined ? [] : decision(least, 'sub', 'cpu');
  // One camera's slow line is no reason to lower another's picture.
  const starved = mains.find((tile) => tile.slow === 'network');
  if (starved !== undefined) return decision(starved, 'sub', 'network');
  const hungry = settled.filter((tile) => isHungry(tile, memory, nowMs)).sort((a, b) => areaOf(b) - areaOf(a));
  const [greatest] = hungry;
  if (greatest === undefined) return [];
  if (mayRaise(memory, all, nowMs)) return decision(greatest, 'main', null);
  if (least === undefined || areaOf(greatest) < SWAP_AREA * areaOf(least) || all.some((tile) => tile.buffering)) return [];
  return [...decision(least, 'sub', 'too-many'), ...decision(greatest, 'main', null)];
}

function isHungry(tile: ChoiceTile, memory: ChoiceMemory, nowMs: number): boolean {
  const failedAtMs = memory.tiles.get(tile.tile)?.failedAtMs ?? Number.NEGATIVE_INFINITY;
  return tile.profile === 'sub' && isLarge(tile) && nowMs - failedAtMs >= FAILED_AGAIN_MS;
}

/** Smallest on the glass first; of equals the one with most pixels to decode. */
function leastFirst(left: ChoiceTile, right: ChoiceTile): number {
  return areaOf(left) - areaOf(right) || right.streamPixels - left.streamPixels;
}

function mayRaise(memory: ChoiceMemory, all: readonly ChoiceTile[], nowMs: number): boolean {
  if (nowMs < memory.raisingBlockedUntilMs || nowMs - memory.lastDropMs < SWITCH_EVERY_MS) return false;
  return all.every((tile) => !tile.buffering && tile.queueShare <= MAX_QUEUE_SHARE);
}

function conclude(
  memory: ChoiceMemory,
  tiles: readonly ChoiceTile[],
  { atOnce, underLoad }: { readonly atOnce: readonly ChoiceDecision[]; readonly underLoad: readonly ChoiceDecision[] },
  nowMs: number,
): Choice {
  const decisions = [...atOnce, ...underLoad];
  const remembered = new Map(memory.tiles);
  for (const { tile, profile, reason } of decisions) {
    const known = remembered.get(tile);
    if (known) remembered.set(tile, { ...known, reason, raisedAtMs: profile === 'main' ? nowMs : Number.NEGATIVE_INFINITY });
  }
  const dropped = underLoad.some(({ profile, reason }) => profile === 'sub' && reason !== 'too-many');
  const reasons = tiles.map((tile): [number, ProfileReason | null] => {
    const decided = decisions.find((one) => one.tile === tile.tile);
    const after = decided ? { ...tile, profile: decided.profile } : tile;
    return [tile.tile, reasonOf(after, remembered.get(tile.tile)?.reason ?? null)];
  });
  return {
    memory: {
      ...memory,
      tiles: remembered,
      lastSwitchMs: underLoad.length > 0 ? nowMs : memory.lastSwitchMs,
      lastDropMs: dropped ? nowMs : memory.lastDropMs,
    },
    decisions,
    reasons: new Map(reasons),
  };
}
