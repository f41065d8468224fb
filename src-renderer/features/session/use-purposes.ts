import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { PurposeChoice } from '../../../src-contract/model/session.ts';
import { useStores } from '../../stores/stores-context.tsx';

export type Purposes =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly thrown: unknown }
  | { readonly kind: 'ready'; readonly purposes: readonly PurposeChoice[] };

/** What may be chosen at the moment: asked of main when the question comes up, and again when the province's configuration is there. */
export function usePurposes(): Purposes {
  const { session, sync } = useStores();
  const configuration = useStore(sync, (state) => (state.sync.kind === 'off' ? null : state.sync.checkpointId));
  const [answer, setAnswer] = useState<Purposes>({ kind: 'loading' });
  useEffect(() => {
    let wanted = true;
    const show = (next: Purposes): void => {
      if (wanted) setAnswer(next);
    };
    session
      .getState()
      .purposes()
      .then(
        (purposes) => {
          show({ kind: 'ready', purposes });
        },
        (thrown: unknown) => {
          show({ kind: 'failed', thrown });
        },
      );
    return () => {
      wanted = false;
    };
  }, [session, configuration]);
  return answer;
}
