import { CaretRightOutlined, StopOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Tour } from '../../../src-contract/model/arrangement.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { KeptActs } from './KeptActs.tsx';

/** One kept tour: a press starts or ends it in this window. */
export function TourRow({ tour, onEdit }: { readonly tour: Tour; readonly onEdit: () => void }) {
  const { t } = useTranslation();
  const { tours } = useStores();
  const running = useStore(tours, (state) => state.running?.tour.id === tour.id);
  const { name, dwellSeconds, steps } = tour.tour;
  return (
    <li className={running ? 'kept-row kept-row-here' : 'kept-row'}>
      <button
        type="button"
        className="kept-show"
        aria-pressed={running}
        onClick={() => {
          if (running) tours.getState().stop();
          else tours.getState().start(tour);
        }}
      >
        <span className="kept-sketch kept-icon">{running ? <StopOutlined aria-hidden /> : <CaretRightOutlined aria-hidden />}</span>
        <span className="kept-text">
          <span className="kept-name">{name}</span>
          <span className="kept-about">{t('layouts.tourAbout', { count: steps.length, seconds: dwellSeconds })}</span>
        </span>
      </button>
      <KeptActs kept={tour} name={name} editLabel={t('layouts.editTour', { name })} onEdit={onEdit} />
    </li>
  );
}
