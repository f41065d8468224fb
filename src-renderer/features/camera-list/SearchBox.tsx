import { CloseOutlined, SearchOutlined } from '@ant-design/icons';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Camera } from '../../../src-contract/model/camera.ts';
import { withKey } from '../../lib/keys/chord-text.ts';
import { useKeyOf } from '../../stores/commands/use-key-of.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { IconButton } from '../../ui/IconButton.tsx';

/** Finds while typing. Enter puts the first hit on the wall, arrow down goes to the list, Escape ends the search. */
export function SearchBox({ firstFound }: { readonly firstFound: Camera | null }) {
  const { t, i18n } = useTranslation();
  const key = useKeyOf('list.search');
  const { finding, view, wall } = useStores();
  const query = useStore(finding, (state) => state.query);
  const requests = useStore(view, (state) => state.searchRequests);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (requests === 0) return;
    input.current?.focus();
    input.current?.select();
  }, [requests]);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return; // Telex and VNI input is still being composed
    switch (event.key) {
      case 'Enter':
        if (firstFound !== null && query.trim() !== '') wall.getState().placeNext([firstFound.id]);
        break;
      case 'ArrowDown':
        event.preventDefault();
        event.currentTarget.closest('aside')?.querySelector<HTMLElement>('[role=tree]')?.focus();
        break;
      case 'Escape':
        if (query === '') event.currentTarget.blur();
        else finding.getState().search('');
        break;
    }
  };

  return (
    <div className="list-search">
      <SearchOutlined className="list-search-icon" aria-hidden />
      <input
        ref={input}
        type="text"
        role="searchbox"
        value={query}
        placeholder={t('list.search')}
        aria-label={t('list.search')}
        title={withKey(i18n, t('list.searchHint'), key)}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          finding.getState().search(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      {query !== '' && (
        <IconButton
          label={t('list.clearSearch')}
          icon={<CloseOutlined aria-hidden />}
          onPress={() => {
            finding.getState().search('');
            input.current?.focus();
          }}
        />
      )}
    </div>
  );
}
