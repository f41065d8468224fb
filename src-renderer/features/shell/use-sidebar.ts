import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { defaultSettings } from '../../../src-contract/model/settings.ts';
import { useStores } from '../../stores/stores-context.tsx';

const SAVE_DELAY_MS = 400;

export interface Sidebar {
  /** CSS pixels; 0 = folded away. */
  readonly width: number;
  resize(width: number): void;
  toggle(): void;
}

/** The camera list's width: follows the pointer at once, is saved a moment later, and unfolds to its last width. */
export function useSidebar(): Sidebar {
  const { settings } = useStores();
  const saved = useStore(settings, (state) => state.settings.sidebarWidth);
  const [dragged, setDragged] = useState<number | null>(null);
  const lastOpen = useRef(saved > 0 ? saved : defaultSettings.sidebarWidth);
  const width = dragged ?? saved;

  useEffect(() => {
    if (dragged === null) return;
    const timer = setTimeout(() => {
      void settings
        .getState()
        .change({ sidebarWidth: dragged })
        .catch(() => undefined) // a width that could not be kept is worth no message
        .finally(() => {
          setDragged(null);
        });
    }, SAVE_DELAY_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [dragged, settings]);

  const resize = useCallback((next: number) => {
    if (next > 0) lastOpen.current = next;
    setDragged(next);
  }, []);
  const toggle = useCallback(() => {
    setDragged((current) => ((current ?? settings.getState().settings.sidebarWidth) > 0 ? 0 : lastOpen.current));
  }, [settings]);
  return { width, resize, toggle };
}
