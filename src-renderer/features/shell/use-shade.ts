import { useEffect, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores/stores-context.tsx';
import type { Shade } from '../../ui/theme.ts';

const lightQuery = (): MediaQueryList => window.matchMedia('(prefers-color-scheme: light)');

function onSystemShade(listener: () => void): () => void {
  const prefersLight = lightQuery();
  prefersLight.addEventListener('change', listener);
  return () => {
    prefersLight.removeEventListener('change', listener);
  };
}

/** Dark or light as the settings say, or as the computer says where they leave it to that; the page's own colours follow. */
export function useShade(): Shade {
  const { settings } = useStores();
  const appearance = useStore(settings, (state) => state.settings.appearance);
  const systemIsLight = useSyncExternalStore(onSystemShade, () => lightQuery().matches);
  const shade = appearance === 'system' ? (systemIsLight ? 'light' : 'dark') : appearance;
  useEffect(() => {
    document.documentElement.dataset['appearance'] = shade;
  }, [shade]);
  return shade;
}
