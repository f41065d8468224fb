import { expect, it } from 'vitest';
import { defaultControls, ownKeysSchema, type Controls } from '../../../../src-contract/model/controls.ts';
import { ControlsService, readControls, type ControlsSeat } from '../../../../src-main/services/controls.ts';

const mine: Controls = { ...defaultControls, keys: { 'tile.replay': ['F2'] } };

function service(seat: { kind: 'standalone' | 'empty' }): { controls: ControlsService; stored: Record<string, unknown>[] } {
  const stored: Record<string, unknown>[] = [];
  const storage = { query: async (_name: string, values: Record<string, unknown>) => void stored.push(values) };
  const here: ControlsSeat = { seat: seat as ControlsSeat['seat'], user: () => null };
  return {
    controls: new ControlsService(storage as never, here, readControls({ language: 'vi', 'controls:standalone': defaultControls })),
    stored,
  };
}

it('keeps what is chosen for whoever sits here, and tells', async () => {
  const { controls, stored } = service({ kind: 'standalone' });
  const told: Controls[] = [];
  controls.changed.on((kept) => void told.push(kept));
  expect(await controls.keep(mine)).toEqual(mine);
  expect([controls.current(), told, stored]).toEqual([mine, [mine], [{ 'controls:standalone': mine }]]);
});

it('keeps nothing for nobody', async () => {
  const { controls, stored } = service({ kind: 'empty' });
  expect(await controls.keep(mine)).toEqual(defaultControls);
  expect([controls.current(), stored]).toEqual([defaultControls, []]);
});

it('reads every person’s own and leaves out what is damaged or something else', () => {
  const kept = readControls({ 'controls:a': mine, 'controls:b': { keys: 7 }, soundVolume: 80 });
  expect([...kept]).toEqual([['a', mine]]);
});

it('takes keys of a window only in their form, and not without end', () => {
  expect(ownKeysSchema.safeParse({ 'tile.replay': ['Ctrl+Shift+L', 'Pad3'] }).success).toBe(true);
  for (const bad of [{ __proto__x: ['R'] }, { 'tile.replay': ['<script>'] }, { 'tile.replay': Array.from({ length: 9 }, () => 'R') }]) {
    expect(ownKeysSchema.safeParse(bad).success).toBe(false);
  }
  const endless = Object.fromEntries(Array.from({ length: 401 }, (_, at) => [`tile.c${String(at)}`, ['R']]));
  expect(ownKeysSchema.safeParse(endless).success).toBe(false);
});
