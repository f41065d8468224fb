import { App, Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Arrangement } from '../../../src-contract/model/arrangement.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { useKeptAct } from './use-kept-act.ts';

const UNDO_SECONDS = 12;
const KEY = 'layouts-removed';

export function nameOf(arrangement: Arrangement): string {
  switch (arrangement.kind) {
    case 'layout':
      return arrangement.name;
    case 'scenario':
      return arrangement.scenario.name;
    case 'tour':
      return arrangement.tour.name;
  }
}

/** Offers to bring back what was deleted last. */
export function useUndoRemove(): void {
  const { t } = useTranslation();
  const { notification } = App.useApp();
  const { layouts } = useStores();
  const act = useKeptAct();
  const removed = useStore(layouts, (state) => state.removed);
  useEffect(() => {
    if (removed === null) {
      notification.destroy(KEY);
      return;
    }
    notification.open({
      key: KEY,
      title: t('layouts.removed', { name: nameOf(removed) }),
      duration: UNDO_SECONDS,
      onClose: layouts.getState().forgetRemoved,
      actions: (
        <Button
          type="primary"
          onClick={() => {
            act(layouts.getState().undoRemove);
          }}
        >
          {t('common.undo')}
        </Button>
      ),
    });
  }, [removed]); // eslint-disable-line react-hooks/exhaustive-deps -- only a removal: the texts and the way to act change without one, and it is told once
}
