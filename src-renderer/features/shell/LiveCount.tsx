import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { useStores } from '../../stores/stores-context.tsx';
import { countLive } from '../../stores/tiles-store.ts';
import { StateMark } from '../../ui/StateMark.tsx';

/** How many tiles are live, of those that should be. */
export function LiveCount() {
  const { t } = useTranslation();
  const { tiles } = useStores();
  const { live, total } = useStore(
    tiles,
    useShallow((state) => countLive(state.states)),
  );
  if (total === 0) return null;
  const all = live === total;
  return (
    <span className={all ? 'live-count live-count-all' : 'live-count live-count-some'} title={t('header.liveCountHint', { live, total })}>
      <StateMark shape={all ? 'dot' : 'triangle'} />
      {t('header.liveCount', { live, total })}
    </span>
  );
}
