import { Alert, Button, Select } from 'antd';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Sighting } from '../../../src-contract/model/audit-log.ts';
import { epochMs } from '../../../src-contract/time.ts';
import { errorText } from '../../lib/message-text.ts';
import { clockText, lengthText, timeOfDayText } from '../../lib/time-text.ts';
import { fieldOfMoment, momentOfField, startOfVietnamDay } from '../../lib/vietnam-field.ts';
import type { Seen } from '../../stores/audit-store.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { personText } from './audit-words.ts';
import { isMoment, MomentField } from './MomentField.tsx';
import { scaleOf, seenRows, type SeenRow, type Span } from './seen-rows.ts';

const ROW_HEIGHT = 34;
const steps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10, Home: -1e6, End: 1e6 };

function Scale({ span }: { readonly span: Span }) {
  const lengthMs = span.toMs - span.fromMs;
  return (
    <div className="seen-row seen-scale" aria-hidden="true">
      <span />
      <span className="seen-plot">
        {scaleOf(span).map((atMs) => (
          <span key={atMs} className="seen-tick" style={{ left: `${String(((atMs - span.fromMs) / lengthMs) * 100)}%` }}>
            {timeOfDayText(epochMs(atMs)).slice(0, 5)}
          </span>
        ))}
      </span>
      <span />
    </div>
  );
}

function Row({
  row,
  id,
  active,
  onPress,
}: {
  readonly row: SeenRow;
  readonly id: string;
  readonly active: boolean;
  readonly onPress: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { label, bars, watchedMs, firstMs, lastMs } = row;
  const plot = t('audit.seen.plot', {
    camera: label,
    count: bars.length,
    from: clockText(epochMs(firstMs)),
    to: clockText(epochMs(lastMs)),
  });
  return (
    <div id={id} role="option" aria-selected={active} className={active ? 'seen-row seen-row-active' : 'seen-row'} onClick={onPress}>
      <span className="audit-cut">{label}</span>
      <span className="seen-plot" role="img" aria-label={plot}>
        {bars.map(({ sighting, start, length }) => (
          <span
            key={`${String(sighting.epoch)}/${String(sighting.seq)}`}
            className={`seen-bar seen-bar-${sighting.kind}`}
            style={{ left: `${String(start * 100)}%`, width: `${String(length * 100)}%` }}
          />
        ))}
      </span>
      <span className="audit-figure">
        {t('audit.seen.times', { count: bars.length })} · {lengthText(watchedMs, i18n)}
      </span>
    </div>
  );
}

/** Every viewing of one camera in words. */
function Viewings({ sightings }: { readonly sightings: readonly Sighting[] }) {
  const { t, i18n } = useTranslation();
  return (
    <ul className="seen-viewings selectable">
      {sightings.map((sighting) => (
        <li key={`${String(sighting.epoch)}/${String(sighting.seq)}`}>
          {t('audit.seen.row', {
            kind: t(`audit.seen.kind.${sighting.kind}`),
            who: personText(i18n, { userId: sighting.userId, name: sighting.userName }),
            from: clockText(epochMs(sighting.fromMs)),
            to: sighting.toMs === null ? '…' : timeOfDayText(epochMs(sighting.toMs)),
            ended: t(`audit.seen.ended.${sighting.ended}`),
          })}
          {sighting.session !== null && ` · ${t('audit.seen.session', { session: sighting.session })}`}
        </li>
      ))}
    </ul>
  );
}

function Answered({ seen }: { readonly seen: Seen }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(0);
  const rows = seenRows(seen.sightings, seen);
  if (rows.length === 0) return <p role="status">{t('audit.seen.none')}</p>;
  const active = Math.min(chosen, rows.length - 1);
  const people = new Set(seen.sightings.map(({ userId }) => userId)).size;
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setChosen(Math.min(rows.length - 1, Math.max(0, active + step)));
  };
  return (
    <>
      {seen.truncated && <Alert type="warning" showIcon title={t('audit.seen.truncated', { count: seen.sightings.length })} />}
      <p role="status" className="audit-hint">
        {t('audit.seen.summary', { cameras: rows.length, count: seen.sightings.length, people })}
      </p>
      <Scale span={seen} />
      <div className="seen-rows">
        <VirtualList<SeenRow>
          rows={rows}
          rowHeight={ROW_HEIGHT}
          active={active}
          label={t('audit.tab.seen')}
          role="listbox"
          multiselectable={false}
          rowKey={({ cameraId }) => `seen-${cameraId}`}
          renderRow={(row, at, domId) => (
            <Row
              row={row}
              id={domId}
              active={at === active}
              onPress={() => {
                setChosen(at);
              }}
            />
          )}
          onKeyDown={onKeyDown}
        />
      </div>
      <Viewings sightings={rows[active]?.bars.map(({ sighting }) => sighting) ?? []} />
    </>
  );
}

/** What a person had before them: which cameras, from when to when. */
export function SeenTab() {
  const { t, i18n } = useTranslation();
  const { audit } = useStores();
  const [userId, setUserId] = useState<string | null>(null);
  const [from, setFrom] = useState(() => fieldOfMoment(startOfVietnamDay(Date.now())));
  const [to, setTo] = useState('');
  const about = useStore(audit, (state) => state.about);
  const seen = useStore(audit, (state) => state.seen);
  const people = about.kind === 'ready' ? about.value.people : [];
  const ask = (): void => {
    void audit.getState().ask({ userId, fromMs: momentOfField(from) ?? 0, toMs: momentOfField(to) ?? Date.now() });
  };
  return (
    <div className="audit-tab">
      <form
        className="audit-filter"
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        <Select<string>
          className="audit-choice"
          aria-label={t('audit.seen.person')}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={userId}
          placeholder={t('audit.seen.anyone')}
          options={people.map(({ id, label }) => ({ value: id, label: personText(i18n, { userId: id, name: label }) }))}
          onChange={(chosen: string | undefined) => {
            setUserId(chosen ?? null);
          }}
        />
        <MomentField label={t('audit.filter.from')} value={from} onChange={setFrom} />
        <MomentField label={t('audit.filter.to')} value={to} onChange={setTo} />
        <Button type="primary" htmlType="submit" loading={seen.kind === 'loading'} disabled={!isMoment(from) || !isMoment(to)}>
          {t('audit.seen.show')}
        </Button>
      </form>
      {seen.kind === 'loading' && <p role="status">{t('audit.seen.loading')}</p>}
      {seen.kind === 'failed' && <Alert type="error" showIcon title={errorText(i18n, seen.thrown)} />}
      {seen.kind === 'ready' && <Answered seen={seen.value} />}
    </div>
  );
}
