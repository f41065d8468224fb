import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStores } from '../../stores/stores-context.tsx';
import { createSnapshotTaker, type TakeSnapshot } from './snapshot-taking.ts';
import type { TileSources } from './tile-sources.ts';

/** Takes a picture of a tile of these sources. */
export function useSnapshot(sources: TileSources): TakeSnapshot {
  const { i18n: texts } = useTranslation();
  const stores = useStores();
  return useMemo(() => createSnapshotTaker({ sources, texts, stores }), [sources, texts, stores]);
}
