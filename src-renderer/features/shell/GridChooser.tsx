import { AppstoreOutlined } from '@ant-design/icons';
import { Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { mixedShapes, regularCounts, regularShape, sameShape } from '../../../src-contract/model/layout.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { ShapeSketch } from '../../ui/ShapeSketch.tsx';

function MixedShapes({ onChosen }: { readonly onChosen: () => void }) {
  const { t } = useTranslation();
  const { wall } = useStores();
  const shape = useStore(wall, (state) => state.history.present.shape);
  return (
    <div className="shape-choices" role="group" aria-label={t('layouts.mixed')}>
      {mixedShapes.map((preset) => (
        <button
          key={preset.name}
          type="button"
          className="shape-choice"
          aria-pressed={sameShape(preset.shape, shape)}
          aria-label={t('layouts.mixedShape', { name: preset.name, count: preset.shape.tiles.length })}
          onClick={() => {
            wall.getState().reshape(preset.shape);
            onChosen();
          }}
        >
          <ShapeSketch shape={preset.shape} />
          <span>{preset.name}</span>
        </button>
      ))}
    </div>
  );
}

/** One press per square wall, by the number of its tiles; shapes with a large tile are one press further. */
export function GridChooser() {
  const { t } = useTranslation();
  const { wall } = useStores();
  const shape = useStore(wall, (state) => state.history.present.shape);
  const [open, setOpen] = useState(false);
  const mixed = mixedShapes.find((preset) => sameShape(preset.shape, shape));
  const close = (): void => {
    setOpen(false);
  };
  return (
    <div className="grid-chooser" role="group" aria-label={t('header.grid')}>
      {regularCounts.map((count) => (
        <button
          key={count}
          type="button"
          aria-pressed={sameShape(regularShape(count), shape)}
          aria-label={t('header.gridSize', { count })}
          onClick={() => {
            wall.getState().reshape(regularShape(count));
          }}
        >
          {count}
        </button>
      ))}
      <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottom" content={<MixedShapes onChosen={close} />}>
        <button
          type="button"
          aria-pressed={mixed !== undefined}
          aria-expanded={open}
          aria-label={[t('layouts.mixed'), mixed?.name].filter(Boolean).join(' ')}
          title={t('layouts.mixed')}
        >
          {mixed === undefined ? <AppstoreOutlined aria-hidden /> : mixed.name}
        </button>
      </Popover>
    </div>
  );
}
