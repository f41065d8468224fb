import { DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { LONGEST_NAME, type SavedLayout } from '../../../src-contract/model/arrangement.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { ShapeSketch } from '../../ui/ShapeSketch.tsx';
import { KeptAbout } from './KeptAbout.tsx';
import { useKeptAct } from './use-kept-act.ts';

function filledTiles({ cells }: SavedLayout): ReadonlySet<number> {
  return new Set(cells.flatMap((camera, cell) => (camera === null ? [] : [cell])));
}

function RenameForm({ layout, onDone }: { readonly layout: SavedLayout; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const { layouts } = useStores();
  const act = useKeptAct();
  const [name, setName] = useState(layout.name);
  const finish = (): void => {
    if (name.trim() !== '' && name.trim() !== layout.name) act(() => layouts.getState().rename(layout, name.trim()));
    onDone();
  };
  return (
    <form
      className="kept-rename"
      onSubmit={(event) => {
        event.preventDefault();
        finish();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone();
      }}
    >
      <Input
        autoFocus
        value={name}
        maxLength={LONGEST_NAME}
        aria-label={t('layouts.name')}
        onBlur={finish}
        onChange={(event) => {
          setName(event.target.value);
        }}
      />
    </form>
  );
}

/** One kept layout: a press puts it on the wall. */
export function LayoutRow({ layout }: { readonly layout: SavedLayout }) {
  const { t } = useTranslation();
  const { layouts, wall } = useStores();
  const act = useKeptAct();
  const here = useStore(wall, ({ history }) => history.present.layout?.id === layout.id && history.present.layout.place === layout.place);
  const [renaming, setRenaming] = useState(false);
  if (renaming)
    return (
      <li className="kept-row">
        <RenameForm
          layout={layout}
          onDone={() => {
            setRenaming(false);
          }}
        />
      </li>
    );
  return (
    <li className={here ? 'kept-row kept-row-here' : 'kept-row'}>
      <button
        type="button"
        className="kept-show"
        aria-current={here}
        onClick={() => {
          layouts.getState().show(layout);
        }}
      >
        <span className="kept-sketch">
          <ShapeSketch shape={layout.shape} filled={filledTiles(layout)} hotspot={layout.hotspot} />
        </span>
        <span className="kept-text">
          <span className="kept-name">{layout.name}</span>
          <KeptAbout what={t('layouts.tiles', { count: layout.shape.tiles.length })} place={layout.place} waiting={layout.waiting} />
        </span>
      </button>
      {layout.mayEdit && (
        <span className="kept-acts">
          <button
            type="button"
            className="icon-button"
            aria-label={t('layouts.rename', { name: layout.name })}
            title={t('layouts.renameHint')}
            onClick={() => {
              setRenaming(true);
            }}
          >
            <EditOutlined aria-hidden />
          </button>
          <button
            type="button"
            className="icon-button"
            aria-label={t('layouts.remove', { name: layout.name })}
            title={t('layouts.removeHint')}
            onClick={() => {
              act(() => layouts.getState().remove(layout));
            }}
          >
            <DeleteOutlined aria-hidden />
          </button>
        </span>
      )}
    </li>
  );
}
