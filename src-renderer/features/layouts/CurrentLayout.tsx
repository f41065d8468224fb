import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LONGEST_NAME, type Place } from '../../../src-contract/model/arrangement.ts';
import { errorText } from '../../lib/message-text.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { useAttempt } from '../../ui/use-attempt.ts';
import { PlaceChoice, useMayShare } from './PlaceChoice.tsx';
import { useCurrentLayout } from './use-current-layout.ts';

function SaveAsForm({ onDone }: { readonly onDone: () => void }) {
  const { t, i18n } = useTranslation();
  const { layouts } = useStores();
  const mayShare = useMayShare();
  const [name, setName] = useState('');
  const [place, setPlace] = useState<Place>('personal');
  const { running, failure, run } = useAttempt();
  const save = async (): Promise<void> => {
    if (name.trim() !== '' && (await run(() => layouts.getState().saveAs(name.trim(), place)))) onDone();
  };
  return (
    <form
      className="kept-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone();
      }}
    >
      <Input
        autoFocus
        value={name}
        maxLength={LONGEST_NAME}
        placeholder={t('layouts.name')}
        aria-label={t('layouts.name')}
        onChange={(event) => {
          setName(event.target.value);
        }}
      />
      {mayShare && <PlaceChoice value={place} onChange={setPlace} />}
      {failure !== null && (
        <p className="kept-problem" role="alert">
          {errorText(i18n, failure.thrown)}
        </p>
      )}
      <div className="kept-buttons">
        <Button type="primary" htmlType="submit" loading={running} disabled={name.trim() === ''}>
          {t('layouts.save')}
        </Button>
        <Button onClick={onDone}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}

/** Which layout the wall is of, `*` when it is other than it was kept, and what can be done about it. */
export function CurrentLayout() {
  const { t, i18n } = useTranslation();
  const { layouts } = useStores();
  const { layout, changed } = useCurrentLayout();
  const [naming, setNaming] = useState(false);
  const { running, failure, run } = useAttempt();
  const { save, revert } = layouts.getState();
  return (
    <div className="kept-current">
      <p className="kept-current-name">
        <span className="kept-current-label">{t('layouts.onWall')}</span>
        <strong>
          {layout === null ? t('layouts.unnamed') : layout.name}
          {changed && layout !== null && <span aria-label={t('layouts.unsaved')}> *</span>}
        </strong>
      </p>
      {naming ? (
        <SaveAsForm
          onDone={() => {
            setNaming(false);
          }}
        />
      ) : (
        <div className="kept-buttons">
          <Button
            size="small"
            type={changed && layout?.mayEdit === true ? 'primary' : 'default'}
            disabled={layout?.mayEdit !== true || !changed}
            loading={running}
            onClick={() => void run(save)}
          >
            {t('layouts.save')}
          </Button>
          <Button
            size="small"
            onClick={() => {
              setNaming(true);
            }}
          >
            {t('layouts.saveAs')}
          </Button>
          <Button size="small" disabled={layout === null || !changed} onClick={revert}>
            {t('layouts.revert')}
          </Button>
        </div>
      )}
      {layout !== null && !layout.mayEdit && <p className="kept-note">{t('layouts.readOnly')}</p>}
      {failure !== null && (
        <p className="kept-problem" role="alert">
          {errorText(i18n, failure.thrown)}
        </p>
      )}
    </div>
  );
}
