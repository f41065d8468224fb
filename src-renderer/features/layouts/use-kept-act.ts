import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/message-text.ts';

/** Carries out what a row's button asks; a refusal is said and changes nothing. */
export function useKeptAct(): (act: () => Promise<void>) => void {
  const { i18n } = useTranslation();
  const { message } = App.useApp();
  return (act) => {
    act().catch((failure: unknown) => {
      void message.error(errorText(i18n, failure));
    });
  };
}
