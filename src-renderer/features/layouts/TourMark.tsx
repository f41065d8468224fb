import { CaretRightOutlined, PauseOutlined, StepBackwardOutlined, StepForwardOutlined, StopOutlined } from '@ant-design/icons';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useStores } from '../../stores/stores-context.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import './layouts.css';

const TICK_MS = 500;

/** The tour of this window, in its header: where it is, how long the step stays, and its buttons. */
export function TourMark() {
  const { t } = useTranslation();
  const { tours } = useStores();
  const running = useStore(tours, (state) => state.running);
  const active = running !== null;
  useEffect(() => {
    if (!active) return undefined;
    const timer = setInterval(() => {
      tours.getState().tick();
    }, TICK_MS);
    return () => {
      clearInterval(timer);
    };
  }, [active, tours]);
  if (running === null) return null;
  const { tour, clock, held } = running;
  const { togglePause, step, stop } = tours.getState();
  const seconds = Math.ceil(clock.leftMs / 1000);
  const state = clock.paused ? t('layouts.tourPaused') : held ? t('layouts.tourHeld') : t('layouts.tourLeft', { seconds });
  return (
    <div className="tour-mark" role="group" aria-label={t('layouts.tourRunning', { name: tour.tour.name })}>
      <span className="tour-mark-name">{tour.tour.name}</span>
      <span className="tour-mark-at">{t('layouts.tourAt', { at: clock.at + 1, count: clock.steps })}</span>
      <span className="tour-mark-left">{state}</span>
      <IconButton label={t('layouts.tourBack')} icon={<StepBackwardOutlined aria-hidden />} onPress={() => step(-1)} />
      <IconButton
        label={clock.paused ? t('layouts.tourResume') : t('layouts.tourPause')}
        icon={clock.paused ? <CaretRightOutlined aria-hidden /> : <PauseOutlined aria-hidden />}
        onPress={togglePause}
      />
      <IconButton label={t('layouts.tourNext')} icon={<StepForwardOutlined aria-hidden />} onPress={() => step(1)} />
      <IconButton label={t('layouts.tourStop')} icon={<StopOutlined aria-hidden />} onPress={stop} />
    </div>
  );
}
