import { memo, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores/stores-context.tsx';
import { mountWatermark } from '../../ui/watermark/mount-watermark.ts';

/** Seldom enough to cost nothing with 64 tiles, often enough that nobody films long without it. */
const LOOK_EVERY_MS = 2_000;

/**
 * Whose screen it is, over the picture and above its zoom: the picture is moved and scaled, the marks are not.
 *
 * `onMissing` is called once when the marks are not where they belong although the picture is seen.
 */
export const TileWatermark = memo(function TileWatermark({ onMissing }: { readonly onMissing: () => void }) {
  const { privacy } = useStores();
  const watermark = useStore(privacy, (state) => state.watermark);
  const host = useRef<HTMLDivElement>(null);
  const tell = useRef(onMissing);
  useEffect(() => {
    tell.current = onMissing;
  }, [onMissing]);
  useEffect(() => {
    const element = host.current;
    const picture = element?.parentElement?.querySelector('video');
    if (element === null || watermark === null) return undefined;
    const mounted = mountWatermark(element, watermark);
    const timer = setInterval(() => {
      if (document.visibilityState !== 'visible' || picture?.checkVisibility({ visibilityProperty: true }) !== true) return;
      if (!mounted.isWhole()) tell.current();
    }, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
      mounted.dispose();
    };
  }, [watermark]);
  return <div ref={host} className="tile-watermark" aria-hidden="true" />;
});
