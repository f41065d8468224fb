import {
  CaretDownOutlined,
  CaretRightOutlined,
  ClockCircleOutlined,
  HomeOutlined,
  LockOutlined,
  StarFilled,
  ToolOutlined,
} from '@ant-design/icons';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { writeDrag, type DragPayload } from '../../lib/drag-payload.ts';
import type { TreeRow } from '../../lib/finding/tree-rows.ts';
import type { SelectMode } from './list-selection.ts';
import { Marked } from './Marked.tsx';
import { nodeLabel } from './node-label.ts';

type RowOf<K extends TreeRow['kind']> = Extract<TreeRow, { readonly kind: K }>;

const INDENT_PX = 14;
const indent = (level: number): { readonly paddingLeft: number } => ({ paddingLeft: 8 + (level - 1) * INDENT_PX });

export interface NodeRowProps {
  readonly row: RowOf<'node'>;
  /** `null` for the copy that stays in sight over its cameras: a second one to no screen reader. */
  readonly domId: string | null;
  readonly active: boolean;
  /** Cameras below it that are live on this window's wall. */
  readonly live: number;
  readonly onPress: () => void;
  readonly drag: () => DragPayload;
}

export function NodeRow({ row, domId, active, live, onPress, drag }: NodeRowProps) {
  const { t, i18n } = useTranslation();
  const { node, open } = row;
  const label = nodeLabel(node.label, t, i18n.language);
  const count = live === 0 ? t('find.count', { count: node.total }) : t('find.liveCount', { live, count: node.total });
  const tree =
    domId === null ? {} : { id: domId, role: 'treeitem', 'aria-level': row.level, 'aria-expanded': open, 'aria-selected': false };
  return (
    <div
      {...tree}
      aria-hidden={domId === null}
      aria-posinset={domId === null ? undefined : row.position}
      aria-setsize={domId === null ? undefined : row.siblings}
      className={active ? 'list-row list-area list-row-active' : 'list-row list-area'}
      style={indent(row.level)}
      title={`${label}\n${count}`}
      draggable
      onClick={onPress}
      onDragStart={(event) => {
        writeDrag(event.dataTransfer, drag());
      }}
    >
      {open ? <CaretDownOutlined aria-hidden /> : <CaretRightOutlined aria-hidden />}
      <span className="list-area-name">{label}</span>
      <span className="list-area-count" aria-hidden>
        {live > 0 && <span className="list-live">{live}/</span>}
        {node.total}
      </span>
      <span className="visually-hidden">{count}</span>
    </div>
  );
}

export interface CameraEntryProps {
  readonly row: RowOf<'camera'>;
  readonly domId: string;
  readonly active: boolean;
  readonly selected: boolean;
  readonly onWall: boolean;
  readonly favourite: boolean;
  /** Its name, without what the nodes above it say already. */
  readonly name: string;
  readonly area: string;
  /** Who manages it, in words. */
  readonly unit: string;
  /** Words looked for, to be marked; with them its place stands in a second line. */
  readonly words: readonly string[];
  /** Why it was found, where neither its name nor its place says so. */
  readonly foundBy: string | null;
  readonly onSelect: (mode: SelectMode) => void;
  readonly onPlace: () => void;
  readonly onMenu: () => void;
  /** A pointer came over it, or left it. */
  readonly onPoint: (over: HTMLElement | null) => void;
  readonly drag: () => DragPayload;
}

function modeOf(event: MouseEvent): SelectMode {
  if (event.shiftKey) return 'range';
  return event.ctrlKey || event.metaKey ? 'toggle' : 'only';
}

/** What must be known of a camera before it is called up, each as a shape with a word. */
function Marks({ row, onWall, favourite }: Pick<CameraEntryProps, 'row' | 'onWall' | 'favourite'>) {
  const { t } = useTranslation();
  const { province } = row.camera;
  return (
    <>
      {province?.sensitive === true && <LockOutlined className="list-mark" aria-label={t('find.sensitive')} title={t('find.sensitive')} />}
      {province?.consent !== undefined && (
        <HomeOutlined className="list-mark" aria-label={t('find.voluntary')} title={t('find.voluntary')} />
      )}
      {province?.state === 'maintenance' && (
        <ToolOutlined className="list-mark" aria-label={t('find.maintenance')} title={t('find.maintenance')} />
      )}
      {(province?.pendingEdits ?? 0) > 0 && (
        <ClockCircleOutlined className="list-mark" aria-label={t('registration.waits')} title={t('registration.waits')} />
      )}
      {favourite && <StarFilled className="list-mark" aria-label={t('find.favourite')} title={t('find.favourite')} />}
      {onWall && <span className="list-on-wall" role="img" aria-label={t('list.onWall')} title={t('list.onWall')} />}
    </>
  );
}

export function CameraEntry(props: CameraEntryProps) {
  const { row, domId, active, selected, name, area, unit, words, foundBy, onSelect, onPlace, onMenu, onPoint, drag } = props;
  const { t } = useTranslation();
  const { camera } = row;
  const found = words.length > 0;
  const classes = ['list-row', 'list-camera', found && 'list-found', active && 'list-row-active', selected && 'list-row-selected'];
  return (
    <div
      id={domId}
      role="treeitem"
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-selected={selected}
      className={classes.filter(Boolean).join(' ')}
      style={indent(row.level)}
      draggable
      onClick={(event) => {
        onSelect(modeOf(event));
      }}
      onDoubleClick={onPlace}
      onContextMenu={onMenu}
      onPointerEnter={(event) => {
        onPoint(event.currentTarget);
      }}
      onPointerLeave={() => {
        onPoint(null);
      }}
      onDragStart={(event) => {
        writeDrag(event.dataTransfer, drag());
      }}
    >
      <span className="list-number">
        <Marked text={String(camera.number)} words={words} />
      </span>
      <span className="list-names">
        <span className="list-name" aria-hidden={name !== camera.name}>
          <Marked text={name} words={words} />
        </span>
        {name !== camera.name && <span className="visually-hidden">{camera.name}</span>}
        {found && (
          <span className="list-place">
            <Marked
              text={[foundBy === null ? '' : t('find.foundBy', { by: foundBy }), area, unit].filter(Boolean).join(' · ')}
              words={words}
            />
          </span>
        )}
      </span>
      <Marks {...props} />
    </div>
  );
}
