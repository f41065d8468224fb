import { useTranslation } from 'react-i18next';
import type { SyncConflict } from '../../../src-contract/model/sync.ts';
import { problemTextOf, provinceFieldText } from '../../lib/message-text.ts';
import { nextStepOf } from './problem-text.ts';

type End = SyncConflict['end'];

function Fields({ fields }: { readonly fields: Extract<End, { kind: 'fields' }>['fields'] }) {
  const { t, i18n } = useTranslation();
  return (
    <table className="conflict-fields selectable">
      <thead>
        <tr>
          <th scope="col">{t('sync.field')}</th>
          <th scope="col">{t('sync.theirs')}</th>
          <th scope="col">{t('sync.mine')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ field, theirs, mine }) => (
          <tr key={field}>
            <th scope="row">{provinceFieldText(i18n, field)}</th>
            <td>{theirs ?? t('sync.noValue')}</td>
            <td>{mine ?? t('sync.noValue')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Why an edit did not go through, in words; colliding fields side by side. */
export function ConflictEnd({ end, form }: Pick<SyncConflict, 'end' | 'form'>) {
  const { t, i18n } = useTranslation();
  switch (end.kind) {
    case 'fields':
      return (
        <>
          <p>{t('sync.endFields')}</p>
          <Fields fields={end.fields} />
        </>
      );
    case 'stale':
      return (
        <p>
          {end.deleted ? t('sync.endDeleted') : t('sync.endStale')} {end.copyName !== null && t('sync.copyKept', { name: end.copyName })}
        </p>
      );
    case 'refused': {
      const next = nextStepOf(end, form);
      return (
        <p>
          {t('sync.endRefused', { reason: problemTextOf(i18n, end.problem, end.at) })} {next !== null && t(`sync.next.${next}`)}
        </p>
      );
    }
  }
}
