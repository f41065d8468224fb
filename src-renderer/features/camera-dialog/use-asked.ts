import { useEffect, useState } from 'react';

export type Asked<T> =
  { readonly kind: 'loading' } | { readonly kind: 'failed'; readonly thrown: unknown } | { readonly kind: 'ready'; readonly value: T };

/** What a form needs of main before it can be shown; asked once. @param ask the same function at every call */
export function useAsked<T>(ask: () => Promise<T>): Asked<T> {
  const [asked, setAsked] = useState<Asked<T>>({ kind: 'loading' });
  useEffect(() => {
    let gone = false;
    ask().then(
      (value) => {
        if (!gone) setAsked({ kind: 'ready', value });
      },
      (thrown: unknown) => {
        if (!gone) setAsked({ kind: 'failed', thrown });
      },
    );
    return () => {
      gone = true;
    };
  }, [ask]);
  return asked;
}
