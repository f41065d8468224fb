import { PlayCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { withKey } from '../../../lib/keys/chord-text.ts';
import { useKeyOf } from '../../../stores/commands/use-key-of.ts';
import { useStores } from '../../../stores/stores-context.tsx';
import { toggleTour } from './ptz-commands.ts';

/** Seconds at each preset that are offered, beside what a person already has. */
const DWELLS = [5, 10, 15, 20, 30, 60, 120, 300] as const;
const MINUTE_S = 60;

/** Begins a tour of the presets or ends it, and how long it stays at each: the person's own, kept with their keys. */
export function TourButton({ touring }: { readonly touring: boolean }) {
  const { t, i18n } = useTranslation();
  const stores = useStores();
  const key = useKeyOf('ptz.tour');
  const seconds = useStore(stores.controls, (state) => state.controls.ptzTourSeconds);
  const choose = (wanted: number): void => {
    stores.controls.getState().change({ ptzTourSeconds: wanted }).catch(stores.system.getState().reportSaveFailure);
    if (touring) stores.ptz.getState().tour(wanted);
  };
  const dwells = [...new Set([...DWELLS, seconds])].sort((one, other) => one - other);
  return (
    <>
      <button
        type="button"
        className="ptz-button"
        aria-pressed={touring}
        onClick={() => {
          toggleTour(stores);
        }}
      >
        {touring ? <span className="ptz-stop-sign" aria-hidden="true" /> : <PlayCircleOutlined />}{' '}
        {withKey(i18n, t(touring ? 'ptz.endTour' : 'ptz.startTour'), key)}
      </button>
      <select
        className="ptz-button ptz-dwell"
        aria-label={t('ptz.tourDwell')}
        title={t('ptz.tourDwell')}
        value={seconds}
        onChange={({ target }) => {
          choose(Number(target.value));
        }}
      >
        {dwells.map((dwell) => (
          <option key={dwell} value={dwell}>
            {dwell < MINUTE_S || dwell % MINUTE_S !== 0
              ? t('ptz.seconds', { count: dwell })
              : t('ptz.minutes', { count: dwell / MINUTE_S })}
          </option>
        ))}
      </select>
    </>
  );
}
