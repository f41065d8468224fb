import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/message-text.ts';
import { useStores } from '../../stores/stores-context.tsx';

const UNDO_SECONDS = 12;

/** Removes at once and offers to bring everything back: undo instead of a question. */
export function useRemoveCameras(): (ids: readonly string[]) => void {
  const { t, i18n } = useTranslation();
  const { message, notification } = App.useApp();
  const { cameras } = useStores();

  const undo = async (undoId: string): Promise<void> => {
    notification.destroy(undoId);
    try {
      const { restored } = await cameras.getState().undoRemove(undoId);
      void message.success(t('list.restored', { count: restored }));
    } catch (failure) {
      void message.error(errorText(i18n, failure));
    }
  };
  const remove = async (ids: readonly string[]): Promise<void> => {
    try {
      const { undoId } = await cameras.getState().remove(ids);
      notification.open({
        key: undoId,
        title: t('list.removed', { count: ids.length }),
        duration: UNDO_SECONDS,
        actions: (
          <Button type="primary" onClick={() => void undo(undoId)}>
            {t('common.undo')}
          </Button>
        ),
      });
    } catch (failure) {
      void message.error(errorText(i18n, failure));
    }
  };
  return (ids) => void remove(ids);
}
