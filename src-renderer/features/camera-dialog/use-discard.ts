import { App } from 'antd';
import { useTranslation } from 'react-i18next';

/** Leaves the dialog by `leave`; where something was typed into it, after asking whether that may go. */
export function useDiscard(typed: unknown, initial: unknown, leave: () => void): () => void {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  return () => {
    if (JSON.stringify(typed) === JSON.stringify(initial)) leave();
    else {
      const texts = { title: t('camera.discard'), okText: t('camera.discardYes'), cancelText: t('common.cancel') };
      modal.confirm({ ...texts, centered: true, scrollLock: false, onOk: leave });
    }
  };
}
