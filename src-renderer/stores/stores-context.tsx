import { createContext, use } from 'react';
import { VmsError } from '../../src-contract/errors.ts';
import type { Stores } from './stores.ts';

/** Hands the window's stores to the components below the root. */
export const StoresContext = createContext<Stores | null>(null);

export function useStores(): Stores {
  const stores = use(StoresContext);
  if (stores === null) throw new VmsError('internal', 'internal', { missing: 'StoresContext' });
  return stores;
}
