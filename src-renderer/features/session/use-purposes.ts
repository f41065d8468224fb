import { useEffect, useState } from 'react';
import type { PurposeChoice } from '../../../src-contract/model/session.ts';
import { useStores } from '../../stores/stores-context.tsx';

export type Purposes =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly thrown: unknown }
  | { readonly kind: 'ready'; readonly purposes: readonly PurposeChoice[] };

/** What may be chosen at the moment, asked of main when the question comes up. */
export function usePurposes(): Purposes {
  const { session } = useStores();
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
  }, [session]);
  return answer;
}
