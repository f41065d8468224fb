import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { textOf } from '../../lib/i18n.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { outcomeWords, typedOutcome } from './call-typed.ts';

/** What is being typed and what Enter will do with it. */
export function TypedNumber() {
  const { t, i18n } = useTranslation();
  const stores = useStores();
  const typed = useStore(stores.view, (state) => state.typedNumber);
  // what the outcome is read from
  useStore(stores.cameras, (state) => state.ordered);
  useStore(stores.wall, (state) => state.selected);
  useStore(stores.screens, (state) => state.answer);
  const outcome = typedOutcome(typed, stores);
  if (outcome === null) return null;
  const { text, values } = outcomeWords(outcome);
  const willDo = outcome.kind === 'place' || outcome.kind === 'select' || outcome.kind === 'incomplete';
  return (
    <div className="typed-number" role="status">
      <strong>{typed}</strong>
      <span className={willDo ? 'typed-number-name' : 'typed-number-name typed-number-cannot'}>
        {!willDo && <span aria-hidden>⚠ </span>}
        {textOf(i18n, text, values)}
      </span>
      <span className="typed-number-hint">{willDo ? t('wall.typedHint') : t('typing.correctHint')}</span>
    </div>
  );
}
