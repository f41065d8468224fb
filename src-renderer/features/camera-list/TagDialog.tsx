import { AutoComplete, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { tagNameSchema } from '../../../src-contract/model/finding.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useMarking } from './use-marking.tsx';

function TagForm({ ids, onClose }: { readonly ids: readonly string[]; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { finding } = useStores();
  const tags = useStore(finding, (state) => state.tags);
  const marking = useMarking();
  const [name, setName] = useState('');
  const named = tagNameSchema.safeParse(name);
  const add = (): void => {
    if (!named.success) return;
    marking.tag(ids, named.data);
    onClose();
  };
  return (
    <Dialog
      title={t('find.tagTitle', { count: ids.length })}
      width={380}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" disabled={!named.success} onClick={add}>
            {t('find.tagAdd')}
          </Button>
        </>
      }
    >
      <label className="list-tag-label">
        <span>{t('find.tagName')}</span>
        <AutoComplete
          autoFocus
          value={name}
          maxLength={40}
          options={tags.map((tag) => ({ value: tag.name }))}
          showSearch={{ filterOption: (typed, option) => option?.value.toLowerCase().includes(typed.toLowerCase()) === true }}
          onChange={setName}
          onInputKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) add();
          }}
        />
      </label>
      <p className="list-tag-hint">{t('find.tagHint')}</p>
    </Dialog>
  );
}

/** A word of the person's own for the cameras that were chosen. */
export function TagDialog() {
  const { view } = useStores();
  const dialog = useStore(view, (state) => state.dialog);
  if (dialog.kind !== 'tag') return null;
  return <TagForm ids={dialog.ids} onClose={view.getState().close} />;
}
