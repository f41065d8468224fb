import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useStores } from '../../stores/stores-context.tsx';
import './screens.css';

const SHOWN_MS = 4000;

/** The number of this screen, as large as the window, for some seconds. */
export function IdentifyOverlay() {
  const { t } = useTranslation();
  const { screens } = useStores();
  const identity = useStore(screens, (state) => state.identity);
  useEffect(() => {
    if (identity === null) return undefined;
    const timer = window.setTimeout(() => {
      screens.getState().identified(null);
    }, SHOWN_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [identity, screens]);
  if (identity === null) return null;
  return (
    <div className="identify" role="status">
      <div className="identify-card">
        <span className="identify-word">{t('screens.screenWord')}</span>
        <span className="identify-number">{identity.screen}</span>
        <span className="identify-display">{identity.display}</span>
      </div>
    </div>
  );
}
