import { AimOutlined, CheckOutlined, MergeCellsOutlined, SplitCellsOutlined } from '@ant-design/icons';
import { Button, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { MOST_TILES, MOST_TRACKS } from '../../../src-contract/model/layout.ts';
import { withKey } from '../../lib/keys/chord-text.ts';
import { useKeyOf } from '../../stores/commands/use-key-of.ts';
import { mergeable } from '../../stores/shape-edits.ts';
import { useStores } from '../../stores/stores-context.tsx';

/** Columns and rows of equal tiles to begin from. */
function TrackFields() {
  const { t } = useTranslation();
  const { wall } = useStores();
  const { columns, rows } = useStore(wall, (state) => state.history.present.shape);
  const most = (other: number): number => Math.min(MOST_TRACKS, Math.floor(MOST_TILES / other));
  return (
    <span className="edit-tracks">
      <InputNumber<number>
        size="small"
        min={1}
        max={Math.max(columns, most(rows))}
        precision={0}
        value={columns}
        aria-label={t('layouts.columns')}
        onChange={(value) => {
          if (value !== null) wall.getState().regrid(value, rows);
        }}
      />
      <span aria-hidden="true">×</span>
      <InputNumber<number>
        size="small"
        min={1}
        max={Math.max(rows, most(columns))}
        precision={0}
        value={rows}
        aria-label={t('layouts.rows')}
        onChange={(value) => {
          if (value !== null) wall.getState().regrid(columns, value);
        }}
      />
    </span>
  );
}

/** What can be done with the shape of the wall, over its lower edge while it is being changed. */
export function EditBar() {
  const { t, i18n } = useTranslation();
  const { wall } = useStores();
  const keys = { merge: useKeyOf('wall.merge'), split: useKeyOf('wall.split'), hotspot: useKeyOf('wall.mark-hotspot') };
  const editing = useStore(wall, (state) => state.editing);
  const canMerge = useStore(wall, ({ history, chosen }) => mergeable(history.present.shape, chosen) !== null);
  const tile = useStore(wall, ({ history, selected }) => history.present.shape.tiles[selected]);
  const hot = useStore(wall, ({ history, selected }) => history.present.hotspot === selected);
  const selected = useStore(wall, (state) => state.selected);
  if (!editing) return null;
  const { merge, split, toggleHotspot, setEditing } = wall.getState();
  const large = tile !== undefined && tile.columnSpan * tile.rowSpan > 1;
  return (
    <div className="edit-bar" role="toolbar" aria-label={t('layouts.editing')}>
      <strong>{t('layouts.editing')}</strong>
      <TrackFields />
      <Button
        size="small"
        icon={<MergeCellsOutlined aria-hidden="true" />}
        disabled={!canMerge}
        title={t('layouts.mergeHint')}
        onClick={merge}
      >
        {withKey(i18n, t('layouts.merge'), keys.merge)}
      </Button>
      <Button size="small" icon={<SplitCellsOutlined aria-hidden="true" />} disabled={!large} onClick={split}>
        {withKey(i18n, t('layouts.split'), keys.split)}
      </Button>
      <Button
        size="small"
        icon={<AimOutlined aria-hidden="true" />}
        aria-pressed={hot}
        type={hot ? 'primary' : 'default'}
        title={t('layouts.hotspotHint')}
        onClick={() => {
          toggleHotspot(selected);
        }}
      >
        {withKey(i18n, t('layouts.hotspot'), keys.hotspot)}
      </Button>
      <Button
        size="small"
        type="primary"
        icon={<CheckOutlined aria-hidden="true" />}
        onClick={() => {
          setEditing(false);
        }}
      >
        {t('layouts.editDone')}
      </Button>
    </div>
  );
}
