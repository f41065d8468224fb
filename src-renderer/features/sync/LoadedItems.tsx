import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/message-text.ts';
import type { Loaded } from '../../stores/sync-store.ts';
import { ScreenState } from '../../ui/ScreenState.tsx';

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
      return <ScreenState kind="loading" title={t('sync.loading')} />;
    case 'failed':
      return <ScreenState kind="error" title={errorText(i18n, loaded.thrown)} />;
    case 'ready':
      if (loaded.items.length === 0) return <ScreenState kind="empty" title={none} />;
      return (
        <>
          {loaded.truncated && <Alert type="warning" showIcon title={t('sync.truncated', { count: loaded.items.length })} />}
          {children(loaded.items)}
        </>
      );
  }
}
