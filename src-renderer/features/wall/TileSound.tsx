import { SoundFilled } from '@ant-design/icons';
import { memo, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useStores } from '../../stores/stores-context.tsx';
import type { TileSources } from './tile-sources.ts';

/** Loudness as a share of the bar: speech lies around a tenth of full scale, so the bar counts in decibels from −54. */
function barOf(level: number): number {
  return level <= 0 ? 0 : Math.min(1, Math.max(0, 1 + Math.log10(level) / 2.7));
}

/** Its level goes past React: ten times a second is too often for it. */
function LevelBar({ sources }: { readonly sources: TileSources }) {
  const bar = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      sources.sound.onLevel((level) => {
        bar.current?.style.setProperty('--level', barOf(level).toFixed(2));
      }),
    [sources],
  );
  return (
    <span className="tile-sound-level" aria-hidden="true">
      <span ref={bar} className="tile-sound-bar" />
    </span>
  );
}

/** The mark of the audible tile: a speaker with its level, or a word why nothing is heard. Nothing on all others. */
export const TileSound = memo(function TileSound({ cell, sources }: { readonly cell: number; readonly sources: TileSources }) {
  const { t } = useTranslation();
  const { sound } = useStores();
  const audible = useStore(sound, (state) => state.audible?.cell === cell);
  const status = useStore(sound, (state) => state.status);
  if (!audible || status.kind === 'off') return null;
  if (status.kind === 'blocked') {
    return (
      <button type="button" className="tile-sound tile-sound-blocked" onClick={sound.getState().again}>
        <SoundFilled aria-hidden />
        {t('sound.blocked')}
      </button>
    );
  }
  const heard = status.kind === 'playing';
  return (
    <span className={heard ? 'tile-sound' : 'tile-sound tile-sound-silent'} data-sound={status.kind}>
      <SoundFilled aria-hidden />
      {heard ? <span className="tile-sound-word">{t('sound.playing')}</span> : t(`sound.${status.kind}`)}
      {heard && <LevelBar sources={sources} />}
    </span>
  );
});
