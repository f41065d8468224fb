import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Camera } from '../../../src-contract/model/camera.ts';

/** A pointer that only passes, or is about to click, rests for less. */
const REST_MS = 700;

export interface Looked {
  readonly camera: Camera;
  /** The row it belongs to, CSS pixels of the window. */
  readonly beside: { readonly right: number; readonly top: number };
}
export interface QuickLookState {
  readonly looked: Looked | null;
  /** The pointer came to rest on a camera, or left it: that ends the look at once. */
  rest(camera: Camera | null, row: HTMLElement | null): void;
  /** By key: shows the camera of the active row, or ends the look. */
  toggle(camera: Camera, row: HTMLElement | null): void;
  close(): void;
}

const placeOf = (row: HTMLElement): Looked['beside'] => {
  const { right, top } = row.getBoundingClientRect();
  return { right, top };
};

/** At which camera a person takes a quick look; at one at a time. */
export function useQuickLook(): QuickLookState {
  const [looked, setLooked] = useState<Looked | null>(null);
  const timer = useRef<number | undefined>(undefined);
  useEffect(
    () => () => {
      window.clearTimeout(timer.current);
    },
    [],
  );
  const close = useCallback((): void => {
    window.clearTimeout(timer.current);
    setLooked(null);
  }, []);
  const rest = useCallback(
    (camera: Camera | null, row: HTMLElement | null): void => {
      close();
      if (camera === null || row === null) return;
      timer.current = window.setTimeout(() => {
        if (row.isConnected) setLooked({ camera, beside: placeOf(row) });
      }, REST_MS);
    },
    [close],
  );
  const toggle = useCallback((camera: Camera, row: HTMLElement | null): void => {
    window.clearTimeout(timer.current);
    setLooked((current) => (current?.camera.id === camera.id || row === null ? null : { camera, beside: placeOf(row) }));
  }, []);
  return useMemo(() => ({ looked, rest, toggle, close }), [looked, rest, toggle, close]);
}
