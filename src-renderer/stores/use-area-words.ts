import { useCallback } from 'react';
import { useStore } from 'zustand';
import type { Camera } from '../../src-contract/model/camera.ts';
import { areaWords } from '../lib/finding/area-words.ts';
import { textOf, type Texts } from '../lib/i18n.ts';
import { useStores } from './stores-context.tsx';

/** What to call a camera's area, in the language of these texts. */
export function useAreaWords(texts: Texts): (camera: Camera) => string {
  const { cameras } = useStores();
  const names = useStore(cameras, (state) => state.names);
  return useCallback((camera) => areaWords(camera, names, (path) => textOf(texts, 'find.unknownArea', { path })), [texts, names]);
}
