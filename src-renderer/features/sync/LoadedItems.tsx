import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/message-text.ts';
import type { Loaded } from '../../stores/sync-store.ts';

export interface LoadedItemsProps<T> {
  readonly loaded: Loaded<T>;
  /** What to say when there is nothing. */
  readonly none: string;
  readonly children: (items: readonly T[]) => ReactNode;
}

/** What was asked of main: on its way, refused, nothing, or these. */
export function LoadedItems<T>({ loaded, none, children }: LoadedItemsProps<T>) {
  const { t, i18n } = useTranslation();
  switch (loaded.kind) {
    case 'loading':
      return <p role="status">{t('sync.loading')}</p>;
    case 'failed':
      return <Alert type="error" showIcon title={errorText(i18n, loaded.thrown)} />;
    case 'ready':
      if (loaded.items.length === 0) return <p role="status">{none}</p>;
      return (
        <>
          {loaded.truncated && <Alert type="warning" showIcon title={t('sync.truncated', { count: loaded.items.length })} />}
          {children(loaded.items)}
        </>
      );
  }
}
