import { Alert, Switch, Table, type TableColumnsType } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportRow } from '../../../src-contract/model/camera-import.ts';
import { importProblemText } from '../../lib/message-text.ts';
import { StateMark, type MarkShape } from '../../ui/StateMark.tsx';
import type { ImportStep } from './import-steps.ts';

const shapes: Readonly<Record<ImportRow['kind'], MarkShape>> = { add: 'dot', update: 'diamond', bad: 'cross' };

function Reasons({ row }: { readonly row: ImportRow }) {
  const { t, i18n } = useTranslation();
  if (row.kind !== 'bad') return null;
  return (
    <ul className="import-reasons selectable">
      {row.problems.map((problem) => {
        const reason = importProblemText(i18n, problem);
        return (
          <li key={`${problem.column} ${problem.key}`}>
            {problem.column === '' ? reason : t('import.problemOf', { column: problem.column, reason })}
          </li>
        );
      })}
    </ul>
  );
}

function Verdict({ kind }: { readonly kind: ImportRow['kind'] }) {
  const { t } = useTranslation();
  const words = { add: t('import.add'), update: t('import.update'), bad: t('import.badRow') };
  return (
    <span className={`import-verdict import-${kind}`}>
      <StateMark shape={shapes[kind]} />
      {words[kind]}
    </span>
  );
}

/** Every row of the file with what it would do; bad rows with line, column and reason. */
export function PreviewTable({ step }: { readonly step: Extract<ImportStep, { readonly kind: 'preview' }> }) {
  const { t } = useTranslation();
  const [onlyBad, setOnlyBad] = useState(step.preview.bad > 0);
  const rows = useMemo(() => step.preview.rows.filter((row) => !onlyBad || row.kind === 'bad'), [step.preview.rows, onlyBad]);
  const columns: TableColumnsType<ImportRow> = [
    { key: 'line', title: t('import.line'), width: 72, align: 'right', render: (_, row) => row.line },
    { key: 'verdict', title: t('import.verdict'), width: 120, render: (_, row) => <Verdict kind={row.kind} /> },
    {
      key: 'number',
      title: t('import.number'),
      width: 90,
      align: 'right',
      render: (_, row) => (row.kind === 'bad' ? '' : (row.number ?? '')),
    },
    { key: 'name', title: t('import.name'), width: 260, ellipsis: true, render: (_, row) => row.name },
    { key: 'problem', title: t('import.problem'), width: 330, render: (_, row) => <Reasons row={row} /> },
  ];
  const { adds, updates, bad } = step.preview;
  return (
    <>
      <div className="import-summary">
        <span className="selectable">{step.fileName}</span>
        <span>{t('import.encoding', { encoding: step.encoding })}</span>
        <span className="import-verdict import-add">
          <StateMark shape="dot" />
          {t('import.adds', { count: adds })}
        </span>
        <span className="import-verdict import-update">
          <StateMark shape="diamond" />
          {t('import.updates', { count: updates })}
        </span>
        <span className="import-verdict import-bad">
          <StateMark shape="cross" />
          {t('import.bad', { count: bad })}
        </span>
        <label className="import-only-bad">
          <Switch size="small" checked={onlyBad} onChange={setOnlyBad} disabled={bad === 0} /> {t('import.onlyBad')}
        </label>
      </div>
      {step.trouble !== null && <Alert className="import-trouble" type="error" showIcon title={step.trouble} />}
      <Table<ImportRow>
        virtual
        size="small"
        rowKey="line"
        pagination={false}
        scroll={{ y: 420, x: 872 }}
        columns={columns}
        dataSource={rows}
        rowClassName={(row) => (row.kind === 'bad' ? 'import-row-bad' : '')}
      />
    </>
  );
}
