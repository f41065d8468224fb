import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../../../src-contract/ipc/app.ts';
import { regularShape } from '../../../../../src-contract/model/layout.ts';
import { wallSchema } from '../../../../../src-contract/model/wall.ts';
import { silentLog } from '../../../../../src-main/base/log.ts';
import { BootWalls } from '../../../../../src-main/services/screens/boot-walls.ts';
import { askedWall } from '../../../../../src-main/launch-options.ts';
import { findWalls, libraryOf, type LayoutLibrary, type NamedLayout } from '../../../../../src-main/services/screens/kiosk.ts';

const layout = (id: string, name: string, camera: string): NamedLayout => ({
  id,
  name,
  shape: regularShape(4),
  cells: [camera, null, null, null],
  hotspot: null,
});
const library: LayoutLibrary = {
  layouts: () => [layout('l1', 'Cổng tỉnh', 'cam-1'), layout('l2', 'Hồ Núi Cốc', 'cam-2')],
  scenarios: () => [
    {
      id: 's1',
      name: 'Trực đêm',
      screens: [
        { screen: 1, layoutId: 'l2' },
        { screen: 3, layoutId: 'l1' },
        { screen: 4, layoutId: 'gone' },
      ],
    },
  ],
};
const nothing: LayoutLibrary = { layouts: () => [], scenarios: () => [] };

const shown = (...texts: readonly string[]) =>
  [...findWalls(texts.map(askedWall), library).walls].map(([screen, wall]) => `${screen} ${wall.cells[0] ?? '-'}`);

describe('a wall by name', () => {
  it('is found by its name in any case, by its composed or decomposed letters, and by its id', () => {
    expect(shown('cổng TỈNH')).toEqual(['1 cam-1']);
    expect(shown('Hồ Núi Cốc'.normalize('NFD'))).toEqual(['1 cam-2']);
    expect(shown('2=l2', '3=Cổng tỉnh')).toEqual(['2 cam-2', '3 cam-1']);
  });

  it('may be a scenario: all of its screens whose layout is there, or only the one asked for', () => {
    expect(shown('Trực đêm')).toEqual(['1 cam-2', '3 cam-1']);
    expect(shown('3=Trực đêm')).toEqual(['3 cam-1']);
    expect(findWalls([askedWall('2=Trực đêm')], library).missing).toEqual([{ screen: 2, name: 'Trực đêm' }]);
  });

  it('is looked for among what people keep', () => {
    const kept = { place: 'personal', rev: null, mayEdit: true, waiting: false } as const;
    const own = libraryOf(() => [
      { kind: 'layout', ...layout('l1', 'Cổng tỉnh', 'cam-1'), ...kept },
      { kind: 'scenario', id: 's1', ...kept, scenario: { name: 'Đêm', screens: [{ screen: 2, layout: { place: 'personal', id: 'l1' } }] } },
      { kind: 'tour', id: 't1', tour: { name: 'Tuần tra', dwellSeconds: 10, steps: [{ kind: 'camera', cameraId: 'cam-1' }] } },
    ]);
    const found = findWalls([askedWall('Đêm'), askedWall('Cổng tỉnh'), askedWall('Tuần tra')], own);
    expect([[...found.walls.keys()], found.missing.map(({ name }) => name)]).toEqual([[2, 1], ['Tuần tra']]);
  });

  it('is a whole wall, and a name that is none is told', () => {
    const { walls, missing } = findWalls([askedWall('Cổng tỉnh'), askedWall('5=Chợ')], library);
    expect(wallSchema.safeParse(walls.get(1)).success).toBe(true);
    expect(missing).toEqual([{ screen: 5, name: 'Chợ' }]);
  });

  it.each([['9=Cổng'], ['0=Cổng'], ['2='], ['  ']])('%j cannot be asked for', (text) => {
    expect(() => askedWall(text)).toThrow('--wall');
  });
});

describe('walls to boot into', () => {
  it('come as soon as somebody sits down who may know of them, and a wrong name is said only then', async () => {
    const told: string[] = [];
    let current: LayoutLibrary = nothing;
    let occupied = false;
    const boot = new BootWalls({
      library: { layouts: () => current.layouts(), scenarios: () => current.scenarios() },
      occupied: () => occupied,
      show: (screen, wall) => {
        told.push(`${screen} ${wall.cells[0] ?? '-'}`);
        return Promise.resolve();
      },
      notices: { post: ({ key, details }: Notice) => told.push(`${key} ${details['names']}`), dismiss: () => told.push('dismissed') },
      log: silentLog,
    });
    await boot.ask([askedWall('2=Cổng tỉnh'), askedWall('Chợ')]);
    expect(told).toEqual([]);
    [current, occupied] = [library, true];
    await boot.again();
    expect(told).toEqual(['2 cam-1', 'wall-name-unknown Chợ']);
    current = { ...library, layouts: () => [layout('l9', 'Chợ', 'cam-9')] };
    await boot.again();
    await boot.again();
    expect(told.slice(2)).toEqual(['1 cam-9', 'dismissed']);
  });
});
