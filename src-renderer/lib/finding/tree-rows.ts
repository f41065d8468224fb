/** A tree as the rows of a virtual list; pure, so that 10,000 cameras cost no DOM. */
import type { Camera } from '../../../src-contract/model/camera.ts';
import type { TreeNode } from './camera-tree.ts';

interface RowPlace {
  /** Without spaces, unique among the rows. */
  readonly key: string;
  /** From 1. */
  readonly level: number;
  /** Among the rows with the same parent, from 1, and how many those are. */
  readonly position: number;
  readonly siblings: number;
  /** Row of the node it is below; −1: the outermost. */
  readonly parent: number;
}
export type TreeRow = RowPlace &
  ({ readonly kind: 'node'; readonly node: TreeNode; readonly open: boolean } | { readonly kind: 'camera'; readonly camera: Camera });

/** What a person folded or unfolded, by the node's key; all others are as the tree says. */
export type OpenChoices = ReadonlyMap<string, boolean>;

export function rowsOf(nodes: readonly TreeNode[], choices: OpenChoices): Rows {
  const rows: TreeRow[] = [];
  const addCameras = (cameras: readonly Camera[], place: Omit<RowPlace, 'key' | 'position'>, under: string, before: number): void => {
    for (const [at, camera] of cameras.entries())
      rows.push({ kind: 'camera', key: `${under}/${camera.id}`, camera, ...place, position: before + at + 1 });
  };
  const addNodes = (siblings: readonly TreeNode[], level: number, parent: number, count: number): void => {
    for (const [at, node] of siblings.entries()) {
      const open = choices.get(node.key) ?? node.opensByItself;
      const here = rows.length;
      rows.push({ kind: 'node', key: node.key, node, open, level, position: at + 1, siblings: count, parent });
      if (!open) continue;
      const below = node.children.length + node.cameras.length;
      addNodes(node.children, level + 1, here, below);
      addCameras(node.cameras, { level: level + 1, siblings: below, parent: here }, node.key, node.children.length);
    }
  };
  addNodes(nodes, 1, -1, nodes.length);
  return new MadeRows(rows);
}

/** What the list draws from. */
export interface Rows {
  readonly length: number;
  at(index: number): TreeRow | undefined;
  slice(first: number, last: number): readonly TreeRow[];
  /** −1: there is none. */
  indexOf(key: string): number;
}

class MadeRows implements Rows {
  readonly #rows: readonly TreeRow[];
  #places: ReadonlyMap<string, number> | null = null;

  constructor(rows: readonly TreeRow[]) {
    this.#rows = rows;
  }

  get length(): number {
    return this.#rows.length;
  }

  at(index: number): TreeRow | undefined {
    return index < 0 ? undefined : this.#rows[index];
  }

  slice(first: number, last: number): readonly TreeRow[] {
    return this.#rows.slice(first, last);
  }

  indexOf(key: string): number {
    this.#places ??= new Map(this.#rows.map((row, at) => [row.key, at]));
    return this.#places.get(key) ?? -1;
  }
}

/** A plain list as rows made when they come into sight: what a keystroke found may be 10,000. */
export class ListRows implements Rows {
  readonly #cameras: readonly Camera[];
  #places: ReadonlyMap<string, number> | null = null;

  constructor(cameras: readonly Camera[]) {
    this.#cameras = cameras;
  }

  get length(): number {
    return this.#cameras.length;
  }

  at(index: number): TreeRow | undefined {
    const camera = this.#cameras[index];
    if (camera === undefined) return undefined;
    return { kind: 'camera', key: camera.id, camera, level: 1, position: index + 1, siblings: this.length, parent: -1 };
  }

  slice(first: number, last: number): readonly TreeRow[] {
    return this.#cameras.slice(first, last).flatMap((_, offset) => this.at(first + offset) ?? []);
  }

  indexOf(key: string): number {
    this.#places ??= new Map(this.#cameras.map(({ id }, at) => [id, at]));
    return this.#places.get(key) ?? -1;
  }
}

/** The rows of the nodes above a row, the outermost first. */
export function rowsAbove(rows: Rows, index: number): readonly number[] {
  const above: number[] = [];
  for (let parent = rows.at(index)?.parent ?? -1; parent >= 0; parent = rows.at(parent)?.parent ?? -1) above.unshift(parent);
  return above;
}

/**
 * Rows of nodes that are kept in sight above their cameras while these are scrolled through.
 *
 * @param first the first row in sight
 */
export function pinnedRows(rows: Rows, first: number): readonly number[] {
  const pinned: number[] = [];
  for (;;) {
    const next = rowsAbove(rows, first + pinned.length)[pinned.length];
    if (next === undefined || next >= first + pinned.length) return pinned;
    pinned.push(next);
  }
}

/** Cameras from one row to another, both included, as Shift selects them. */
export function camerasBetween(rows: Rows, from: number, to: number): readonly string[] {
  const [first, last] = from < to ? [from, to] : [to, from];
  return rows.slice(first, last + 1).flatMap((row) => (row.kind === 'camera' ? [row.camera.id] : []));
}
