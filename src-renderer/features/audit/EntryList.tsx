import { useCallback, useMemo, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AuditCell } from '../../../src-contract/model/audit-log.ts';
import { epochMs } from '../../../src-contract/time.ts';
import { dateText, timeOfDayText } from '../../lib/time-text.ts';
import { ROWS_A_PAGE, type ReadingShown } from '../../stores/audit-store.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { StateMark, type MarkShape } from '../../ui/StateMark.tsx';
import { VirtualList, type RowSource } from '../../ui/VirtualList.tsx';
import { actionText, objectText, personText } from './audit-words.ts';

const ROW_HEIGHT = 26;
const steps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, PageUp: -15, PageDown: 15, Home: -1e9, End: 1e9 };
const marks: Readonly<Record<'pending' | 'done' | 'refused' | 'failed', MarkShape>> = {
  pending: 'ring',
  done: 'dot',
  refused: 'crossed-square',
  failed: 'cross',
};

interface Place {
  readonly at: number;
  /** `null` until it has come. */
  readonly cell: AuditCell | null;
}

/** A million places cost nothing until they are in sight. */
function placesOf(total: number, pages: ReadonlyMap<number, readonly AuditCell[]>): RowSource<Place> {
  return {
    length: total,
    slice: (first, last) =>
      Array.from({ length: Math.max(0, Math.min(last, total) - first) }, (_, offset) => {
        const at = first + offset;
        return { at, cell: pages.get(Math.floor(at / ROWS_A_PAGE))?.[at % ROWS_A_PAGE] ?? null };
      }),
  };
}

interface RowProps {
  readonly place: Place;
  readonly id: string;
  readonly active: boolean;
  readonly onPress: () => void;
}

function Row({ place: { cell }, id, active, onPress }: RowProps) {
  const { t, i18n } = useTranslation();
  const className = active ? 'audit-row audit-row-active' : 'audit-row';
  const known = cell !== null && !('unreadable' in cell) ? cell : null;
  return (
    <div id={id} role="option" aria-selected={active} className={className} onClick={onPress}>
      {known === null ? (
        <span className="audit-row-missing">
          {cell === null ? t('audit.rowLoading') : `${String(cell.epoch)}/${String(cell.seq)}: ${t('audit.unreadable')}`}
        </span>
      ) : (
        <>
          <span className="audit-figure">{`${dateText(epochMs(known.atMs)).slice(0, 5)} ${timeOfDayText(epochMs(known.atMs))}`}</span>
          <span className="audit-cut">
            {known.actor.mode === 'offline' && (
              <span className="audit-offline" title={t('audit.mode.offline')}>
                <StateMark shape="triangle" />
                <span className="visually-hidden">{`${t('audit.mode.offline')}: `}</span>
              </span>
            )}
            {personText(i18n, known.actor)}
          </span>
          <span className="audit-cut">{actionText(i18n, known.action)}</span>
          <span className="audit-cut" title={objectText(known)}>
            {objectText(known)}
          </span>
          <span className={`audit-outcome audit-outcome-${known.outcome}`}>
            <StateMark shape={marks[known.outcome]} />
            {t(`audit.outcome.${known.outcome}`)}
          </span>
          <span className="audit-figure audit-seq">{known.epoch === 1 ? known.seq : `${String(known.epoch)}/${String(known.seq)}`}</span>
        </>
      )}
    </div>
  );
}

const columns = ['time', 'person', 'action', 'object', 'outcome', 'seq'] as const;

/** The entries of an answer, newest first. */
export function EntryList({ reading }: { readonly reading: ReadingShown }) {
  const { t } = useTranslation();
  const { audit } = useStores();
  const pages = useStore(audit, (state) => state.pages);
  const active = useStore(audit, (state) => state.active);
  const places = useMemo(() => placesOf(reading.total, pages), [reading.total, pages]);
  const onDrawn = useCallback(
    (first: number, last: number) => {
      audit.getState().show(reading, first, last);
    },
    [audit, reading],
  );
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    void audit.getState().select(Math.min(reading.total - 1, Math.max(0, active + step)));
  };
  return (
    <div className="audit-list">
      <div className="audit-row audit-head" aria-hidden="true">
        {columns.map((name) => (
          <span key={name}>{t(`audit.listColumn.${name}`)}</span>
        ))}
      </div>
      <VirtualList<Place>
        rows={places}
        rowHeight={ROW_HEIGHT}
        active={active}
        label={t('audit.tab.entries')}
        role="listbox"
        multiselectable={false}
        rowKey={({ at }) => `audit-${String(at)}`}
        renderRow={(place, at, domId) => (
          <Row place={place} id={domId} active={at === active} onPress={() => void audit.getState().select(at)} />
        )}
        onKeyDown={onKeyDown}
        onDrawn={onDrawn}
      />
    </div>
  );
}
