import { useCallback } from 'react';
import { useStore } from 'zustand';
import type { Camera } from '../../src-contract/model/camera.ts';
import { unitWords } from '../lib/finding/unit-words.ts';
import { textOf, type Texts } from '../lib/i18n.ts';
import { useStores } from './stores-context.tsx';

/** What to call the unit that manages a camera, in the language of these texts. */
export function useUnitWords(texts: Texts): (camera: Camera) => string {
  const { cameras } = useStores();
  const names = useStore(cameras, (state) => state.names);
  return useCallback((camera) => unitWords(camera, names, (id) => textOf(texts, 'find.unknownUnit', { id })), [texts, names]);
}
