import { CloseOutlined, EyeOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { shownCells } from '../../../src-contract/model/wall.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { IconButton } from '../../ui/IconButton.tsx';

/** Says, without alarm, that one person cannot watch so many pictures; gone when hidden, until there are more still. */
export function AttentionNote() {
  const { t } = useTranslation();
  const { wall, settings } = useStores();
  const count = useStore(wall, ({ history }) => shownCells(history.present).filter((camera) => camera !== null).length);
  const most = useStore(settings, (state) => state.settings.attentionTiles);
  const [hiddenAt, setHiddenAt] = useState(0);
  if (count <= most) {
    if (hiddenAt !== 0) setHiddenAt(0);
    return null;
  }
  if (count <= hiddenAt) return null;
  return (
    <div className="notice attention-note" role="status">
      <span className="notice-icon">
        <EyeOutlined aria-hidden />
      </span>
      <span className="notice-text">{t('layouts.attention', { count, most })}</span>
      <IconButton
        label={t('common.dismiss')}
        icon={<CloseOutlined aria-hidden />}
        onPress={() => {
          setHiddenAt(count);
        }}
      />
    </div>
  );
}
