import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStores } from '../../stores/stores-context.tsx';

/** Closes the dialog; where something was typed into it, after asking whether that may go. */
export function useDiscard(typed: unknown, initial: unknown): () => void {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const { view } = useStores();
  return () => {
    const { close } = view.getState();
    if (JSON.stringify(typed) === JSON.stringify(initial)) close();
    else {
      const texts = { title: t('camera.discard'), okText: t('camera.discardYes'), cancelText: t('common.cancel') };
      modal.confirm({ ...texts, centered: true, scrollLock: false, onOk: close });
    }
  };
}
