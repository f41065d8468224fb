import { useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Camera } from '../../../src-contract/model/camera.ts';
import type { Rows, TreeRow } from '../../lib/finding/tree-rows.ts';
import { rowByTyping, treeStep, type TreeStep } from '../../lib/finding/tree-keys.ts';
import { chordOf } from '../../lib/keys/chord.ts';
import { commandWithin } from '../../stores/commands/key-map.ts';
import type { Stores } from '../../stores/stores.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { listActOf, type ListAct } from './list-commands.ts';
import { actionTargets, type ListSelection, type SelectMode } from './list-selection.ts';
import { createTypeAhead } from './type-ahead.ts';
import type { Marking } from './use-marking.tsx';

export interface ListKeysNeeds {
  readonly rows: Rows;
  /** The row keys act on, −1 before the first touch. */
  readonly active: number;
  readonly selection: ListSelection;
  readonly marking: Marking;
  readonly select: (at: number, mode: SelectMode) => void;
  readonly unselect: () => void;
  /** `null` where nothing may be removed. */
  readonly remove: ((ids: readonly string[]) => void) | null;
  readonly onPeek: (camera: Camera, row: HTMLElement | null) => void;
}

function take(step: TreeStep, extend: boolean, select: ListKeysNeeds['select'], finding: Stores['finding']): void {
  switch (step.kind) {
    case 'go':
      select(step.to, extend ? 'range' : 'only');
      return;
    case 'open':
    case 'close':
      finding.getState().fold(step.keys, step.kind === 'open');
      return;
    case 'stay':
  }
}

function actOf(event: KeyboardEvent, { commands, controls }: Pick<Stores, 'commands' | 'controls'>): ListAct | null {
  const chord = chordOf(event.nativeEvent);
  const command = chord === null ? null : commandWithin('list', chord, commands.getState().commands, controls.getState().controls.keys);
  return command === null ? null : listActOf(command);
}

/** The keyboard path over the list: as trees are gone through everywhere, letters and numbers to jump, Enter to call up. */
export function useListKeys(needs: ListKeysNeeds): (event: KeyboardEvent<HTMLDivElement>) => void {
  const { rows, active, selection, marking, select, unselect, remove, onPeek } = needs;
  const { t, i18n } = useTranslation();
  const stores = useStores();
  const { finding, wall } = stores;
  const typeAhead = useRef(createTypeAhead());

  const actOn = (row: TreeRow, act: ListAct): void => {
    switch (act) {
      case 'place':
        wall.getState().placeNext(actionTargets(selection, rows, row));
        return;
      case 'remove':
        if (row.kind === 'camera') remove?.(actionTargets(selection, rows, row));
        return;
      case 'fold':
        if (row.kind === 'node') finding.getState().fold([row.key], !row.open);
        else onPeek(row.camera, document.getElementById(`row-${row.key}`));
        return;
      case 'favourite':
        marking.toggleFavourite(actionTargets(selection, rows, row));
    }
  };
  const jump = (event: KeyboardEvent<HTMLDivElement>): void => {
    const typed = typeAhead.current.type(event.key, event.timeStamp);
    if (typed === null) return;
    event.preventDefault();
    event.stopPropagation();
    const to = rowByTyping(rows, active, typed, (one) => typeAhead.current.nameOf(one, t, i18n.language));
    if (to >= 0) select(to, 'only');
  };
  return (event) => {
    const row = rows.at(active);
    const act = actOf(event, stores);
    if (act !== null && row !== undefined) {
      event.preventDefault();
      actOn(row, act);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = treeStep(rows, active, event.key);
    if (step !== null) {
      event.preventDefault();
      take(step, event.shiftKey, select, finding);
      return;
    }
    if (event.key === 'Escape') unselect();
    else jump(event);
  };
}
