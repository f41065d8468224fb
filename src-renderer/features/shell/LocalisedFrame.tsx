import { App } from 'antd';
import type { i18n } from 'i18next';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { textOf } from '../../lib/i18n.ts';
import { errorText } from '../../lib/message-text.ts';
import type { Saying } from '../../stores/says-store.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { UiFrame } from '../../ui/UiFrame.tsx';
import { useShade } from './use-shade.ts';

const SHOWN_SECONDS = 8;

const wordsOf = (texts: i18n, saying: Saying): string =>
  saying.tone === 'error' ? errorText(texts, saying.thrown) : textOf(texts, saying.text, saying.values);

/** Shows what commands and devices have to say. The message is an alert, which a screen reader reads by itself: said once. */
function Sayings({ children }: { readonly children: ReactNode }) {
  const { i18n } = useTranslation();
  const { message } = App.useApp();
  const { says } = useStores();
  const saying = useStore(says, (state) => state.saying);
  useEffect(() => {
    if (saying !== null) void message[saying.tone](wordsOf(i18n, saying), saying.tone === 'info' ? undefined : SHOWN_SECONDS);
  }, [saying, message, i18n]);
  return children;
}

/** Says so when something this window did by itself, like keeping the wall, could not be kept. */
function SaveFailures({ children }: { readonly children: ReactNode }) {
  const { i18n } = useTranslation();
  const { message } = App.useApp();
  const { system } = useStores();
  const failure = useStore(system, (state) => state.saveFailure);
  useEffect(() => {
    if (failure !== null) void message.error(errorText(i18n, failure.thrown));
  }, [failure, message, i18n]);
  return children;
}

/** The component library in the language and the appearance of the settings. */
export function LocalisedFrame({ nonce, children }: { readonly nonce: string | null; readonly children: ReactNode }) {
  const { settings } = useStores();
  const language = useStore(settings, (state) => state.settings.language);
  const shade = useShade();
  return (
    <UiFrame language={language} shade={shade} nonce={nonce}>
      <SaveFailures>
        <Sayings>{children}</Sayings>
      </SaveFailures>
    </UiFrame>
  );
}
