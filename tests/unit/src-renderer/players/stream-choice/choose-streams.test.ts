import { describe, expect, it, test } from 'vitest';
import {
  emptyChoiceMemory,
  type ChoiceDecision,
  type ChoiceMemory,
  type ChoiceTile,
} from '../../../../../src-renderer/players/stream-choice/choice-facts.ts';
import { BLOCKED_MS, CHOOSE_EVERY_MS, chooseStreams } from '../../../../../src-renderer/players/stream-choice/choose-streams.ts';
import { firstWish, isLarge, isSmall, pinWarning } from '../../../../../src-renderer/players/stream-choice/size-rules.ts';

const tile = (changes: Partial<ChoiceTile> = {}): ChoiceTile => ({
  ...{ tile: 1, profile: 'sub', fixed: null, pin: 'auto', enlarged: false, selected: false, lateComer: false },
  ...{ widthPx: 960, heightPx: 540, subHeightPx: 360, streamPixels: 640 * 360, openedAtMs: -10_000 },
  ...{ buffering: false, queueShare: 0, slow: null, failedSwitches: 0 },
  ...changes,
});
const main = (id: number, heightPx: number, changes: Partial<ChoiceTile> = {}): ChoiceTile =>
  tile({ tile: id, profile: 'main', heightPx, widthPx: (heightPx * 16) / 9, streamPixels: 1920 * 1080, ...changes });
const sub = (id: number, heightPx: number, changes: Partial<ChoiceTile> = {}): ChoiceTile =>
  tile({ tile: id, heightPx, widthPx: (heightPx * 16) / 9, ...changes });

/** Lets the choice run over tiles that obey it, as a wall would. */
class Run {
  nowMs = 0;
  tiles: ChoiceTile[];
  readonly log: (ChoiceDecision & { readonly atMs: number })[] = [];
  #memory: ChoiceMemory = emptyChoiceMemory;
  #reasons: ReadonlyMap<number, unknown> = new Map();

  constructor(...tiles: ChoiceTile[]) {
    this.tiles = tiles;
  }

  for(durationMs: number, change: (tile: ChoiceTile) => Partial<ChoiceTile> = () => ({})): this {
    for (const endMs = this.nowMs + durationMs; this.nowMs < endMs; this.nowMs += CHOOSE_EVERY_MS) {
      this.tiles = this.tiles.map((one) => ({ ...one, ...change(one) }));
      const { memory, decisions, reasons } = chooseStreams(this.#memory, this.tiles, this.nowMs);
      this.#memory = memory;
      this.#reasons = reasons;
      for (const made of decisions) this.log.push({ ...made, atMs: this.nowMs });
      this.tiles = this.tiles.map((one) => ({ ...one, profile: decisions.find((made) => made.tile === one.tile)?.profile ?? one.profile }));
    }
    return this;
  }

  set(id: number, changes: Partial<ChoiceTile>): this {
    this.tiles = this.tiles.map((one) => (one.tile === id ? { ...one, ...changes } : one));
    return this;
  }

  get shown(): string {
    return this.tiles.map(({ tile: id, profile }) => `${id}:${profile}`).join(' ');
  }

  reason(id: number): unknown {
    return this.#reasons.get(id);
  }
}

describe('size', () => {
  test.each([
    [171, null, true, false],
    [172, null, false, false],
    [229, null, false, false],
    [230, null, false, true],
    [360, 360, true, false],
    [361, 360, false, false],
    [482, 360, false, false],
    [483, 360, false, true],
    [171, 120, true, false],
  ])('a tile of %i px with a sub stream of %j lines is small %s, large %s', (heightPx, subHeightPx, small, large) => {
    expect([isSmall({ heightPx, subHeightPx }), isLarge({ heightPx, subHeightPx })]).toEqual([small, large]);
  });

  it('drops to the sub stream after a second of being small, not earlier', () => {
    const run = new Run(main(1, 171, { subHeightPx: null })).for(1_000);
    expect(run.shown).toBe('1:main');
    expect(run.for(500).shown).toBe('1:sub');
    expect(run.reason(1)).toBe('small');
  });

  it('does not count small moments that were interrupted', () => {
    const run = new Run(main(1, 171, { subHeightPx: null }));
    for (let round = 0; round < 4; round += 1) run.for(500).set(1, { heightPx: 300 }).for(500).set(1, { heightPx: 171 });
    expect(run.shown).toBe('1:main');
  });

  it('allows main again only when the tile has clearly grown', () => {
    const run = new Run(sub(1, 300)).for(20_000).set(1, { heightPx: 480 }).for(20_000);
    expect(run.log).toEqual([]);
    run.set(1, { heightPx: 490 }).for(500);
    expect(run.log).toMatchObject([{ tile: 1, profile: 'main', reason: null }]);
  });

  it('leaves a tile alone for its first second', () => {
    const run = new Run(sub(1, 800, { openedAtMs: 0 })).for(1_000);
    expect(run.log).toEqual([]);
    expect(run.for(500).log).toHaveLength(1);
  });

  it('begins on the sub stream beyond the sixteenth tile, and may raise that later', () => {
    const plain = { pin: 'auto', enlarged: false } as const;
    expect([firstWish(plain, 15), firstWish(plain, 16)]).toEqual(['auto', 'sub']);
    expect(firstWish({ ...plain, enlarged: true }, 40)).toBe('main');
    expect(firstWish({ ...plain, pin: 'sub' }, 0)).toBe('sub');
    const run = new Run(sub(17, 300, { lateComer: true })).for(500);
    expect(run.reason(17)).toBe('too-many');
    expect(run.set(17, { heightPx: 800 }).for(1_000).shown).toBe('17:main');
  });
});

describe('load', () => {
  it('lowers the smallest main tile first, of equals the one with most pixels, one per 5 s', () => {
    const slow = (one: ChoiceTile): Partial<ChoiceTile> => ({ slow: one.tile === 1 ? 'cpu' : null });
    const run = new Run(main(1, 900), main(2, 500), main(3, 500, { streamPixels: 3840 * 2160 }), main(4, 700)).for(16_000, slow);
    expect(run.log.map(({ tile: id, reason, atMs }) => [id, reason, atMs])).toEqual([
      [3, 'cpu', 0],
      [2, 'cpu', 5_000],
      [4, 'cpu', 10_000],
      [1, 'cpu', 15_000],
    ]);
    expect(run.reason(3)).toBe('cpu');
  });

  it('takes nothing from the selected tile', () => {
    const run = new Run(main(1, 500, { selected: true }), main(2, 900)).for(20_000, () => ({ slow: 'cpu' }));
    expect(run.shown).toBe('1:main 2:sub');
  });

  it('says so when it was the network, and does not blame tiles on the sub stream for it', () => {
    const run = new Run(main(1, 900, { slow: 'network' })).for(500);
    expect(run.log).toMatchObject([{ tile: 1, profile: 'sub', reason: 'network' }]);
    expect(new Run(main(1, 900), sub(2, 300, { slow: 'network' })).for(20_000).log).toEqual([]);
  });

  it('lowers only the tile whose own line is slow, however small the others are', () => {
    const slow = (one: ChoiceTile): Partial<ChoiceTile> => ({ slow: one.tile === 2 && one.profile === 'main' ? 'network' : null });
    const run = new Run(main(1, 500), main(2, 900), main(3, 700)).for(4_000, slow);
    expect(run.shown).toBe('1:main 2:sub 3:main');
  });

  test.each<[string, Partial<ChoiceTile>]>([
    ['a full decode queue', { queueShare: 0.76 }],
    ['a tile without a picture yet', { buffering: true }],
    ['a slow tile', { slow: 'cpu' }],
  ])('raises nothing during %s', (_, trouble) => {
    const run = new Run(sub(1, 900), sub(2, 300, trouble)).for(20_000);
    expect(run.log).toEqual([]);
    expect(run.set(2, { queueShare: 0.75, buffering: false, slow: null }).for(500).log).toMatchObject([{ tile: 1, profile: 'main' }]);
  });

  it('raises the largest first, one per 5 s', () => {
    const run = new Run(sub(1, 600), sub(2, 900), sub(3, 700)).for(11_000);
    expect(run.log.map(({ tile: id, atMs }) => [id, atMs])).toEqual([
      [2, 0],
      [3, 5_000],
      [1, 10_000],
    ]);
  });

  it('is blocked for ten minutes by a repeated failure', () => {
    const overloadedByMain = (one: ChoiceTile): Partial<ChoiceTile> => ({ slow: one.profile === 'main' ? 'cpu' : null });
    const run = new Run(sub(1, 900)).for(60_000, overloadedByMain);
    const raised = run.log.filter(({ profile }) => profile === 'main');
    expect(raised).toHaveLength(2);
    run.for(BLOCKED_MS - 60_000);
    expect(run.log.filter(({ profile }) => profile === 'main')).toHaveLength(2);
    run.for(60_000);
    expect(run.log.filter(({ profile }) => profile === 'main')).toHaveLength(3);
  });

  it('is forgiven when the layout changes', () => {
    const overloadedByMain = (one: ChoiceTile): Partial<ChoiceTile> => ({ slow: one.profile === 'main' ? 'cpu' : null });
    const run = new Run(sub(1, 900)).for(60_000, overloadedByMain);
    expect(run.shown).toBe('1:sub');
    expect(run.set(1, { heightPx: 1_000 }).for(6_000).shown).toBe('1:main');
  });

  it('does not try a stream again at once that never painted', () => {
    const run = new Run(sub(1, 900)).for(1_000).set(1, { profile: 'sub', failedSwitches: 1 }).for(59_500);
    expect(run.log).toHaveLength(1);
    expect(run.for(2_000).log).toHaveLength(2);
  });

  it('swaps when a sub tile is twice as large as a main tile and nothing may be raised', () => {
    const busy = { queueShare: 0.9 };
    const swapped = new Run(sub(1, 1_000, busy), main(2, 600)).for(500);
    expect(swapped.shown).toBe('1:main 2:sub');
    expect(swapped.reason(2)).toBe('too-many');
    expect(new Run(sub(1, 840, busy), main(2, 600)).for(20_000).log).toEqual([]);
  });
});

describe('people', () => {
  it('get the enlarged tile on main at once, also under load', () => {
    const run = new Run(sub(1, 900, { enlarged: true, slow: 'cpu', buffering: true }), main(2, 400)).for(500);
    expect(run.log[0]).toMatchObject({ tile: 1, profile: 'main', reason: 'enlarged' });
    run.for(30_000);
    expect(run.shown).toBe('1:main 2:sub');
  });

  it('get what they pin, whatever the size or the load', () => {
    const run = new Run(main(1, 100, { pin: 'main', slow: 'cpu' }), sub(2, 900, { pin: 'sub', enlarged: true })).for(30_000);
    expect(run.log).toEqual([]);
    expect([run.reason(1), run.reason(2)]).toEqual(['manual', 'manual']);
    expect(run.set(1, { pin: 'sub' }).for(500).log).toMatchObject([{ tile: 1, profile: 'sub', reason: 'manual' }]);
  });

  it('are not offered what does not exist or is not allowed', () => {
    const run = new Run(main(1, 100, { fixed: 'only-stream' }), sub(2, 900, { fixed: 'pinned', pin: 'main' })).for(30_000);
    expect(run.log).toEqual([]);
    expect([run.reason(1), run.reason(2)]).toEqual(['only-stream', 'pinned']);
  });

  test.each([
    [{ pin: 'main', heightPx: 170 }, false, 'heavy'],
    [{ pin: 'main', heightPx: 900 }, false, null],
    [{ pin: 'main', heightPx: 900 }, true, 'heavy'],
    [{ pin: 'sub', heightPx: 900 }, false, 'coarse'],
    [{ pin: 'sub', heightPx: 300 }, true, null],
    [{ pin: 'auto', heightPx: 100 }, true, null],
  ] as const)('are warned when a pin hurts: %j, overloaded %s: %s', (pinned, overloaded, warning) => {
    expect(pinWarning({ fixed: null, subHeightPx: 360, ...pinned }, overloaded)).toBe(warning);
  });
});
