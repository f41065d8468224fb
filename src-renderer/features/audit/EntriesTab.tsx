import { Alert, Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { epochMs } from '../../../src-contract/time.ts';
import { errorText } from '../../lib/message-text.ts';
import { clockText } from '../../lib/time-text.ts';
import type { ReadingShown } from '../../stores/audit-store.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { personText } from './audit-words.ts';
import { EntryDetail } from './EntryDetail.tsx';
import { EntryList } from './EntryList.tsx';
import { FilterBar } from './FilterBar.tsx';
import { filterOf, formOfToday, type FilterForm } from './filter-form.ts';

/** Whose what was done offline is, for whoever answers for these people. */
function Shares({ reading: { shares } }: { readonly reading: ReadingShown }) {
  const { t, i18n } = useTranslation();
  const { audit } = useStores();
  const about = useStore(audit, (state) => state.about);
  if (shares.length === 0) return null;
  const people = about.kind === 'ready' ? about.value.people : [];
  const nameOf = (userId: string): string => people.find(({ id }) => id === userId)?.label ?? '';
  return (
    <ul className="audit-shares" aria-label={t('audit.shares')}>
      {shares.map(({ userId, entries }) => (
        <li key={userId}>
          <StateMark shape="triangle" />
          {t('audit.share', { name: personText(i18n, { userId, name: nameOf(userId) }), count: entries })}
        </li>
      ))}
    </ul>
  );
}

function Found({ reading }: { readonly reading: ReadingShown }) {
  const { t } = useTranslation();
  const { total, more, asOfMs } = reading;
  if (total === 0) return <p role="status">{t('audit.none')}</p>;
  return (
    <>
      {more > 0 && <Alert type="warning" showIcon title={t('audit.more', { count: total, more })} />}
      <p role="status" className="audit-hint">
        {t('audit.total', { count: total, time: clockText(epochMs(asOfMs)) })}
      </p>
      <Shares reading={reading} />
      <div className="audit-entries">
        <EntryList reading={reading} />
        <EntryDetail />
      </div>
    </>
  );
}

function Files({ form }: { readonly form: FilterForm }) {
  const { t, i18n } = useTranslation();
  const { audit } = useStores();
  const exported = useStore(audit, (state) => state.exported);
  const busy = exported.kind === 'loading';
  return (
    <div className="audit-files">
      {(['csv', 'ndjson'] as const).map((kind) => (
        <Button
          key={kind}
          size="small"
          title={t(`audit.export.${kind}Hint`)}
          disabled={busy}
          onClick={() => void audit.getState().export(filterOf(form), kind)}
        >
          {t(`audit.export.${kind}`)}
        </Button>
      ))}
      <span role="status" className="audit-exported selectable">
        {busy && t('audit.export.running')}
        {exported.kind === 'failed' && errorText(i18n, exported.thrown)}
        {exported.kind === 'ready' && (
          <>
            {t('audit.export.done', { count: exported.value.entries, file: exported.value.file })}
            <code title={t('audit.export.sha', { sha: exported.value.sha256 })}>{` ${exported.value.sha256.slice(0, 16)}…`}</code>
          </>
        )}
      </span>
    </div>
  );
}

/** The entries of the log, by filter. */
export function EntriesTab() {
  const { t, i18n } = useTranslation();
  const { audit } = useStores();
  const [form, setForm] = useState(() => formOfToday(Date.now()));
  const about = useStore(audit, (state) => state.about);
  const reading = useStore(audit, (state) => state.reading);
  useEffect(() => {
    void audit.getState().find(filterOf(formOfToday(Date.now())));
  }, [audit]);
  return (
    <div className="audit-tab">
      <FilterBar
        form={form}
        about={about.kind === 'ready' ? about.value : null}
        busy={reading.kind === 'loading'}
        onChange={setForm}
        onSearch={() => void audit.getState().find(filterOf(form))}
      />
      {reading.kind === 'loading' && <p role="status">{t('audit.loading')}</p>}
      {reading.kind === 'failed' && <Alert type="error" showIcon title={errorText(i18n, reading.thrown)} />}
      {reading.kind === 'ready' && <Found reading={reading.value} />}
      <Files form={form} />
    </div>
  );
}
