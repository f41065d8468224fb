/** Trees of cameras: by area, by managing unit, by group, by tag. Pure: built when cameras change, not when keys are pressed. */
import type { Camera } from '../../../src-contract/model/camera.ts';
import { placeIn } from './place-name.ts';
import { pathsTo, type TerritoryNames } from './territory-names.ts';
import { unitName } from './unit-words.ts';

/** What a node is called: by itself, or by a word of the program. */
export type NodeLabel =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'group' | 'domain'; readonly code: string }
  | { readonly kind: 'unknown-area'; readonly path: string }
  | { readonly kind: 'unknown-unit'; readonly id: string }
  | { readonly kind: 'no-area' | 'no-unit' | 'no-group' | 'own-tags' | 'domains' };

export interface TreeNode {
  /** Without spaces, unique in its tree and the same in every tree built anew. */
  readonly key: string;
  /** What kind of thing it stands for: cameras below an area or a place need not repeat its name. */
  readonly kind: 'area' | 'place' | 'other';
  readonly label: NodeLabel;
  readonly children: readonly TreeNode[];
  /** Directly below it, after its children. */
  readonly cameras: readonly Camera[];
  /** Cameras below it, at any depth; one that stands twice counts once. */
  readonly total: number;
  /** Drawn open until a person folds it. */
  readonly opensByItself: boolean;
}

/** A person's own tag. */
export interface Tag {
  readonly name: string;
  readonly cameraIds: readonly string[];
}

const vietnameseOrder = new Intl.Collator('vi', { numeric: true, sensitivity: 'variant' });
/** A place gets a node of its own where that many cameras look at it. */
const CAMERAS_OF_A_PLACE = 2;
/** A tree no longer than a few screens is drawn open. */
const SMALL_TREE = 100;

const text = (name: string): NodeLabel => ({ kind: 'text', text: name });
const keyOf = (kind: string, name: string): string => `${kind}:${encodeURIComponent(name)}`;

function node(
  key: string,
  label: NodeLabel,
  children: readonly TreeNode[],
  cameras: readonly Camera[],
  kind: TreeNode['kind'] = 'other',
): TreeNode {
  const total = children.reduce((sum, child) => sum + child.total, cameras.length);
  return { key, kind, label, children, cameras, total, opensByItself: false };
}

const areaLabel = (path: string, name: string | undefined): NodeLabel => (name === undefined ? { kind: 'unknown-area', path } : text(name));

/** Those with a name in Vietnamese alphabetical order, then the others. */
function inOrder(nodes: readonly TreeNode[]): readonly TreeNode[] {
  const nameOf = ({ label }: TreeNode): string | null => (label.kind === 'text' ? label.text : null);
  return [...nodes].sort((one, other) => {
    const [left, right] = [nameOf(one), nameOf(other)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return vietnameseOrder.compare(left, right);
  });
}

function grouped<K>(cameras: readonly Camera[], of: (camera: Camera) => K): ReadonlyMap<K, readonly Camera[]> {
  const groups = new Map<K, Camera[]>();
  for (const camera of cameras) {
    const key = of(camera);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [camera]);
    else group.push(camera);
  }
  return groups;
}

/** Opened as far as helps: the outermost node there is only one of, and all of a small tree. */
function opened(nodes: readonly TreeNode[], small: boolean): readonly TreeNode[] {
  const only = nodes.length === 1;
  const open = (one: TreeNode): TreeNode => ({ ...one, opensByItself: small, children: one.children.map(open) });
  return nodes.map((one) => ({ ...open(one), opensByItself: small || only }));
}

/** Cameras of one area: those that look at a place together under its name, the others as they are. */
function byPlace(
  areaKey: string,
  cameras: readonly Camera[],
): { readonly places: readonly TreeNode[]; readonly others: readonly Camera[] } {
  const places = grouped(cameras, ({ name }) => placeIn(name));
  const shared = [...places].filter(([, members]) => members.length >= CAMERAS_OF_A_PLACE);
  if (shared.length === 0) return { places: [], others: cameras };
  const standing = new Set(shared.map(([place]) => place));
  return {
    places: inOrder(shared.map(([place, members]) => node(`${areaKey}~${encodeURIComponent(place)}`, text(place), [], members, 'place'))),
    others: cameras.filter(({ name }) => !standing.has(placeIn(name))),
  };
}

/** Tỉnh → xã, phường → sub-area or điểm → camera. Cameras of a workstation's own stand under their area as it is written. */
export function areaTree(cameras: readonly Camera[], names: TerritoryNames): readonly TreeNode[] {
  const registered = grouped(
    cameras.filter(({ province }) => province !== undefined),
    ({ province }) => province?.areaPath ?? '',
  );
  const own = grouped(
    cameras.filter(({ province }) => province === undefined),
    ({ area }) => area,
  );
  const ofWorkstation = [...own].map(([area, members]) => {
    const key = keyOf('text', area);
    const { places, others } = byPlace(key, members);
    return node(key, area === '' ? { kind: 'no-area' } : text(area), places, others, 'area');
  });
  return opened([...areasBelow(0, [...registered.keys()], registered, names), ...inOrder(ofWorkstation)], cameras.length <= SMALL_TREE);
}

/** @param paths of cameras, all with the same first `depth` segments */
function areasBelow(
  depth: number,
  paths: readonly string[],
  cameras: ReadonlyMap<string, readonly Camera[]>,
  names: TerritoryNames,
): readonly TreeNode[] {
  const below = new Map<string, string[]>();
  for (const path of paths) {
    const here = pathsTo(path)[depth];
    if (here !== undefined) below.set(here, [...(below.get(here) ?? []), path]);
  }
  return inOrder(
    [...below].map(([here, within]) => {
      const key = keyOf('area', here);
      const { places, others } = byPlace(key, cameras.get(here) ?? []);
      const children = [...areasBelow(depth + 1, within, cameras, names), ...places];
      return node(key, areaLabel(here, names.area(here)?.name), children, others, 'area');
    }),
  );
}

function unitLabel(province: NonNullable<Camera['province']>, names: TerritoryNames): NodeLabel {
  const name = unitName(province, names);
  return name === null ? { kind: 'unknown-unit', id: province.unitId } : text(name);
}

/** Đơn vị quản lý → camera. */
export function unitTree(cameras: readonly Camera[], names: TerritoryNames): readonly TreeNode[] {
  const units = [...grouped(cameras, ({ province }) => province?.unitId ?? '')].map(([id, members]) => {
    const province = members[0]?.province;
    return node(keyOf('unit', id), province === undefined ? { kind: 'no-unit' } : unitLabel(province, names), [], members);
  });
  return opened(inOrder(units), cameras.length <= SMALL_TREE);
}

/** By the two letters of the code, in the order the province lists them. */
export function groupTree(cameras: readonly Camera[]): readonly TreeNode[] {
  const groups = grouped(cameras, ({ province }) => province?.group ?? '');
  const known = GROUPS.flatMap((code) => nodeOfGroup(code, groups.get(code)));
  const unknown = [...groups.keys()].filter((code) => code !== '' && !GROUPS.includes(code)).sort();
  return opened(
    [...known, ...unknown.flatMap((code) => nodeOfGroup(code, groups.get(code))), ...nodeOfGroup('', groups.get(''))],
    cameras.length <= SMALL_TREE,
  );
}

const GROUPS: readonly string[] = ['GT', 'AN', 'DT', 'HC', 'DH', 'YT', 'DL', 'MT', 'CN', 'KL', 'CD'];

function nodeOfGroup(code: string, members: readonly Camera[] | undefined): readonly TreeNode[] {
  if (members === undefined) return [];
  return [node(keyOf('group', code), code === '' ? { kind: 'no-group' } : { kind: 'group', code }, [], members)];
}

/** A person's own tags, then the fields of use the province gave its cameras; a camera stands under each of its own. */
export function tagTree(cameras: readonly Camera[], tags: readonly Tag[]): readonly TreeNode[] {
  const byId = new Map(cameras.map((camera) => [camera.id, camera]));
  const own = tags.flatMap(({ name, cameraIds }) => {
    const members = cameraIds.flatMap((id) => byId.get(id) ?? []).sort((one, other) => one.number - other.number);
    return members.length === 0 ? [] : [node(keyOf('tag', name), text(name), [], members)];
  });
  const domains = new Map<string, Camera[]>();
  for (const camera of cameras)
    for (const domain of camera.province?.domains ?? []) {
      const members = domains.get(domain);
      if (members === undefined) domains.set(domain, [camera]);
      else members.push(camera);
    }
  const given = [...domains].sort(([one], [other]) => (one < other ? -1 : 1));
  const groups = [
    ...(own.length === 0 ? [] : [node('own-tags', { kind: 'own-tags' }, inOrder(own), [])]),
    ...(given.length === 0
      ? []
      : [
          node(
            'domains',
            { kind: 'domains' },
            given.map(([code, members]) => node(keyOf('domain', code), { kind: 'domain', code }, [], members)),
            [],
          ),
        ]),
  ];
  return groups.map((group) => ({ ...group, total: new Set(camerasUnder(group)).size, opensByItself: true }));
}

/** Ids of all cameras below a node in the order they are drawn in, each once. */
export function camerasUnder({ children, cameras }: TreeNode): readonly string[] {
  return [...new Set([...children.flatMap(camerasUnder), ...cameras.map(({ id }) => id)])];
}

/** The keys of all nodes above each of these cameras, with how many of the cameras are below each. */
export function countsAbove(nodes: readonly TreeNode[], cameraIds: ReadonlySet<string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const count = (one: TreeNode): ReadonlySet<string> => {
    const here = one.cameras.filter(({ id }) => cameraIds.has(id)).map(({ id }) => id);
    const all = new Set([...here, ...one.children.flatMap((child) => [...count(child)])]);
    if (all.size > 0) counts.set(one.key, all.size);
    return all;
  };
  if (cameraIds.size > 0) for (const one of nodes) count(one);
  return counts;
}
