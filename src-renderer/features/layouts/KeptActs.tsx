import { DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Scenario, Tour } from '../../../src-contract/model/arrangement.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { useKeptAct } from './use-kept-act.ts';

export interface KeptActsProps {
  readonly kept: Scenario | Tour;
  readonly name: string;
  /** What the button to edit it is called. */
  readonly editLabel: string;
  readonly onEdit: () => void;
}

/** What can be done with a kept scenario or tour besides showing it. */
export function KeptActs({ kept, name, editLabel, onEdit }: KeptActsProps) {
  const { t } = useTranslation();
  const { layouts } = useStores();
  const act = useKeptAct();
  return (
    <span className="kept-acts">
      <button type="button" className="icon-button" aria-label={editLabel} title={t('layouts.editHint')} onClick={onEdit}>
        <EditOutlined aria-hidden />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={t('layouts.remove', { name })}
        title={t('layouts.removeHint')}
        onClick={() => {
          act(() => layouts.getState().remove(kept));
        }}
      >
        <DeleteOutlined aria-hidden />
      </button>
    </span>
  );
}
