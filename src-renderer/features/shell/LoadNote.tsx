import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useStores } from '../../stores/stores-context.tsx';
import { StateMark } from '../../ui/StateMark.tsx';

/** Says, without alarm, that tiles leave something out because the computer is overloaded. */
export function LoadNote() {
  const { t } = useTranslation();
  const { tiles } = useStores();
  const count = useStore(tiles, (state) => state.degraded.size);
  return (
    <span role="status" className="load-note" title={t('header.reducedHint')}>
      {count > 0 && (
        <>
          <StateMark shape="triangle" />
          {t('header.reduced', { count })}
        </>
      )}
    </span>
  );
}
