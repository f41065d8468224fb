/** Tiles that change cameras with tiles of other screens, and undo that takes both ends back. */
import type { CameraId } from '../../src-contract/model/camera.ts';
import type { HandCall, HandedCamera } from '../../src-contract/model/tile-exchange.ts';
import type { Wall } from '../../src-contract/model/wall.ts';
import * as history from './history.ts';
import * as edits from './wall-edits.ts';

/** A tile of another screen. */
export interface OtherTile {
  readonly screen: number;
  readonly cell: number;
}
export interface ExchangeActions {
  /** This tile takes the camera of another screen's, which gets what stood here. One step, whose undo takes both back. */
  exchange(cell: number, other: OtherTile, cameraId: CameraId): void;
  /** The other end of an exchange, of its undo or of its redo; nothing where the tile shows something else by now. */
  exchanged(handed: HandedCamera): void;
  undo(): void;
  redo(): void;
}
export interface ExchangePorts {
  /** Tells the window of the other screen; whatever goes wrong there is said to the person. */
  hand(call: HandCall): void;
  newId(): string;
}
interface Exchange {
  readonly id: string;
  readonly cell: number;
  readonly other: OtherTile;
  /** What the tile showed before, and the other one shows since. */
  readonly gave: CameraId | null;
  readonly got: CameraId | null;
}
interface Steps {
  present(): history.History<Wall>;
  apply(next: history.History<Wall>): void;
  edit(change: (wall: Wall) => Wall, selected?: number): void;
}

const asked = ({ id, cell, other }: Exchange, was: CameraId | null, cameraId: CameraId | null): HandCall => ({
  ...{ exchangeId: id, screen: other.screen, cell: other.cell, fromCell: cell, was, cameraId },
});

/** What the other tile is asked to show when this end of the exchange is made, or taken back. */
const made = (exchange: Exchange): HandCall => asked(exchange, exchange.got, exchange.gave);
const takenBack = (exchange: Exchange): HandCall => asked(exchange, exchange.gave, exchange.got);

export function exchangeActions({ present, apply, edit }: Steps, { hand, newId }: ExchangePorts): ExchangeActions {
  /** By the wall that undo, or redo, goes to: which of those steps are ends of an exchange. */
  const before = new WeakMap<Wall, Exchange>();
  const after = new WeakMap<Wall, Exchange>();
  const ofUndo = (): Exchange | undefined => endAt(before, present().past.at(-1));
  const ofRedo = (): Exchange | undefined => endAt(after, present().future[0]);

  const step = (exchange: Exchange, selected?: number): void => {
    const wall = present().present;
    edit((current) => edits.put(current, exchange.cell, exchange.got), selected);
    if (present().present !== wall) before.set(wall, exchange);
  };
  const back = (): void => {
    const [exchange, goal, left] = [ofUndo(), present().past.at(-1), present().present];
    apply(history.undo(present()));
    if (exchange === undefined || goal === undefined) return;
    before.delete(goal);
    after.set(left, exchange);
  };
  const forth = (): void => {
    const [exchange, goal, left] = [ofRedo(), present().future[0], present().present];
    apply(history.redo(present()));
    if (exchange === undefined || goal === undefined) return;
    after.delete(goal);
    before.set(left, exchange);
  };
  return {
    exchange(cell, other, got) {
      const gave = present().present.cells[cell] ?? null;
      if (gave === got) return;
      const exchange = { id: newId(), cell, other, gave, got };
      step(exchange, cell);
      hand(made(exchange));
    },
    exchanged({ exchangeId, cell, was, cameraId, from }) {
      if ((present().present.cells[cell] ?? null) !== was) return;
      if (ofUndo()?.id === exchangeId) back();
      else if (ofRedo()?.id === exchangeId) forth();
      else step({ id: exchangeId, cell, other: from, gave: was, got: cameraId });
    },
    undo() {
      const exchange = ofUndo();
      back();
      if (exchange !== undefined) hand(takenBack(exchange));
    },
    redo() {
      const exchange = ofRedo();
      forth();
      if (exchange !== undefined) hand(made(exchange));
    },
  };
}

const endAt = (ends: WeakMap<Wall, Exchange>, wall: Wall | undefined): Exchange | undefined =>
  wall === undefined ? undefined : ends.get(wall);
