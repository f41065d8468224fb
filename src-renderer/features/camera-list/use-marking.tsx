import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/message-text.ts';
import { useStores } from '../../stores/stores-context.tsx';

const UNDO_SECONDS = 12;

export interface Marking {
  /** Makes all of them favourites, or none of them where all are. */
  toggleFavourite(ids: readonly string[]): void;
  tag(ids: readonly string[], name: string): void;
  untag(ids: readonly string[], name: string): void;
}

/** A person's favourites and tags: changed at once, and what is taken off can be put back. */
export function useMarking(): Marking {
  const { t, i18n } = useTranslation();
  const { message, notification } = App.useApp();
  const { finding } = useStores();
  const attempt = async (change: Promise<void>): Promise<boolean> => {
    try {
      await change;
      return true;
    } catch (failure) {
      void message.error(errorText(i18n, failure));
      return false;
    }
  };
  const offerUndo = (title: string, undo: () => Promise<void>): void => {
    const key = `marks-${title}`;
    notification.open({
      key,
      title,
      duration: UNDO_SECONDS,
      actions: (
        <Button
          type="primary"
          onClick={() => {
            notification.destroy(key);
            void attempt(undo());
          }}
        >
          {t('common.undo')}
        </Button>
      ),
    });
  };
  const unfavour = async (ids: readonly string[]): Promise<void> => {
    const { favour } = finding.getState();
    if (await attempt(favour(ids, false))) offerUndo(t('find.favouriteRemoved', { count: ids.length }), () => favour(ids, true));
  };
  const untag = async (ids: readonly string[], name: string): Promise<void> => {
    const { tag } = finding.getState();
    if (await attempt(tag(ids, name, false))) offerUndo(t('find.untagged', { tag: name, count: ids.length }), () => tag(ids, name, true));
  };
  return {
    toggleFavourite(ids) {
      const { favourites, favour } = finding.getState();
      void (ids.every((id) => favourites.has(id)) ? unfavour(ids) : attempt(favour(ids, true)));
    },
    tag(ids, name) {
      void attempt(finding.getState().tag(ids, name, true));
    },
    untag(ids, name) {
      void untag(ids, name);
    },
  };
}
