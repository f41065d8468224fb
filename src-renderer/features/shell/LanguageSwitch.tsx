import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { errorText } from '../../lib/message-text.ts';
import { useStores } from '../../stores/stores-context.tsx';

/** Changes every text on screen at once. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const { settings } = useStores();
  const language = useStore(settings, (state) => state.settings.language);
  const choose = (next: 'vi' | 'en'): void => {
    settings
      .getState()
      .change({ language: next })
      .catch((refusal: unknown) => message.error(errorText(i18n, refusal)));
  };
  return (
    <div className="language-switch" role="group" aria-label={t('header.language')}>
      {(['vi', 'en'] as const).map((code) => (
        <button
          key={code}
          type="button"
          lang={code}
          aria-pressed={language === code}
          aria-label={`${code.toUpperCase()}, ${t(`settings.${code}`)}`}
          onClick={() => {
            choose(code);
          }}
        >
          {code.toUpperCase()}
        </button>
      ))}
    </div>
  );
}
