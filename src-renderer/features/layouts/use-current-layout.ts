import { useStore } from 'zustand';
import type { SavedLayout } from '../../../src-contract/model/arrangement.ts';
import { findLayout, isChanged } from '../../stores/kept-layout.ts';
import { useStores } from '../../stores/stores-context.tsx';

export interface CurrentLayoutView {
  readonly layout: SavedLayout | null;
  /** The wall is other than the layout was kept. */
  readonly changed: boolean;
}

/** The kept layout the wall of this window is of. */
export function useCurrentLayout(): CurrentLayoutView {
  const { layouts, wall } = useStores();
  const present = useStore(wall, (state) => state.history.present);
  const layout = useStore(layouts, (state) => findLayout(state.arrangements, present.layout));
  return { layout, changed: layout !== null && isChanged(present, layout) };
}
