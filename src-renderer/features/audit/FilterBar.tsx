import { Button, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { About } from '../../stores/audit-store.ts';
import { actionText, groupText, personText } from './audit-words.ts';
import { actionChoices, type FilterForm } from './filter-form.ts';
import { isMoment, MomentField } from './MomentField.tsx';

const modes = ['online', 'offline'] as const;
const outcomes = ['pending', 'done', 'refused', 'failed'] as const;

interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly any: string;
  readonly value: V | null;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V | null) => void;
}

function Choice<V extends string>({ label, any, value, options, onChange }: ChoiceProps<V>) {
  return (
    <Select<V>
      className="audit-choice"
      aria-label={label}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      value={value}
      placeholder={any}
      options={[...options]}
      onChange={(chosen: V | undefined) => {
        onChange(chosen ?? null);
      }}
    />
  );
}

export interface FilterBarProps {
  readonly form: FilterForm;
  readonly about: About | null;
  readonly busy: boolean;
  readonly onChange: (form: FilterForm) => void;
  readonly onSearch: () => void;
}

/** What to look for. Nothing is asked before Enter or the button: every question is itself written into the log. */
export function FilterBar({ form, about, busy, onChange, onSearch }: FilterBarProps) {
  const { t, i18n } = useTranslation();
  const set = (change: Partial<FilterForm>): void => {
    onChange({ ...form, ...change });
  };
  return (
    <form
      className="audit-filter"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch();
      }}
    >
      <MomentField
        label={t('audit.filter.from')}
        value={form.from}
        onChange={(from) => {
          set({ from });
        }}
      />
      <MomentField
        label={t('audit.filter.to')}
        value={form.to}
        onChange={(to) => {
          set({ to });
        }}
      />
      <Choice
        label={t('audit.filter.person')}
        any={t('audit.filter.anyPerson')}
        value={form.userId}
        options={(about?.people ?? []).map(({ id, label }) => ({ value: id, label: personText(i18n, { userId: id, name: label }) }))}
        onChange={(userId) => {
          set({ userId });
        }}
      />
      <Choice
        label={t('audit.filter.action')}
        any={t('audit.filter.anyAction')}
        value={form.action}
        options={actionChoices(about?.actions ?? []).map(({ value, group }) => ({
          value,
          label: group ? t('audit.filter.group', { group: groupText(i18n, value.slice(0, -1)) }) : actionText(i18n, value),
        }))}
        onChange={(action) => {
          set({ action });
        }}
      />
      <Choice
        label={t('audit.filter.object')}
        any={t('audit.filter.anyObject')}
        value={form.objectId}
        options={(about?.objects ?? []).map(({ id, label }) => ({ value: id, label: label === '' ? id : label }))}
        onChange={(objectId) => {
          set({ objectId });
        }}
      />
      <Choice
        label={t('audit.filter.outcome')}
        any={t('audit.filter.anyOutcome')}
        value={form.outcome}
        options={outcomes.map((value) => ({ value, label: t(`audit.outcome.${value}`) }))}
        onChange={(outcome) => {
          set({ outcome });
        }}
      />
      <Choice
        label={t('audit.filter.mode')}
        any={t('audit.filter.anyMode')}
        value={form.mode}
        options={modes.map((value) => ({ value, label: t(`audit.mode.${value}`) }))}
        onChange={(mode) => {
          set({ mode });
        }}
      />
      <Input
        className="audit-words"
        aria-label={t('audit.filter.text')}
        placeholder={t('audit.filter.text')}
        maxLength={100}
        allowClear
        value={form.text}
        onChange={(event) => {
          set({ text: event.target.value });
        }}
      />
      <Button type="primary" htmlType="submit" loading={busy} disabled={!isMoment(form.from) || !isMoment(form.to)}>
        {t('audit.filter.search')}
      </Button>
    </form>
  );
}
