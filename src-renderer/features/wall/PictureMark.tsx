import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores/stores-context.tsx';
import { mountWatermark } from '../../ui/watermark/mount-watermark.ts';

/** Whose screen it is, over a still anywhere but in a tile: peeks, presets. Masks are in the picture itself. */
export function PictureMark() {
  const { privacy } = useStores();
  const watermark = useStore(privacy, (state) => state.watermark);
  const host = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const element = host.current;
    if (element === null || watermark === null) return undefined;
    const mounted = mountWatermark(element, watermark);
    return () => {
      mounted.dispose();
    };
  }, [watermark]);
  return <span ref={host} className="picture-mark" aria-hidden="true" />;
}
