/** A wall and the layout it was made from; pure. */
import type { Arrangement, LayoutDraft, LayoutRef, SavedLayout, Scenario, Tour } from '../../src-contract/model/arrangement.ts';
import { sameShape } from '../../src-contract/model/layout.ts';
import { shownCells, type Wall } from '../../src-contract/model/wall.ts';

export const refOf = ({ place, id }: SavedLayout): LayoutRef => ({ place, id });

const isLayout = (one: Arrangement): one is SavedLayout => one.kind === 'layout';
export const layoutsIn = (all: readonly Arrangement[]): readonly SavedLayout[] => all.filter(isLayout);
export const scenariosIn = (all: readonly Arrangement[]): readonly Scenario[] => all.filter((one) => one.kind === 'scenario');
export const toursIn = (all: readonly Arrangement[]): readonly Tour[] => all.filter((one) => one.kind === 'tour');

export function findLayout(all: readonly Arrangement[], ref: LayoutRef | null): SavedLayout | null {
  if (ref === null) return null;
  return layoutsIn(all).find(({ id, place }) => id === ref.id && place === ref.place) ?? null;
}

/** The wall as a layout to keep. */
export const draftOf = (wall: Wall, name: string): LayoutDraft => ({
  name,
  shape: wall.shape,
  cells: shownCells(wall),
  hotspot: wall.hotspot,
});

/** Whether the wall is other than the layout. What the hot spot just shows is no change. */
export function isChanged(wall: Wall, layout: Pick<SavedLayout, 'shape' | 'cells' | 'hotspot'>): boolean {
  if (!sameShape(wall.shape, layout.shape) || wall.hotspot !== layout.hotspot) return true;
  return shownCells(wall).some((camera, cell) => cell !== wall.hotspot && camera !== (layout.cells[cell] ?? null));
}
