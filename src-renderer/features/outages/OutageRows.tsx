import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outage } from '../../../src-contract/model/outage.ts';
import { epochMs } from '../../../src-contract/time.ts';
import { lengthText, timeOfDayText } from '../../lib/time-text.ts';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { outageWords } from './outages-csv.ts';

const ROW_HEIGHT = 28;
const steps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, PageUp: -12, PageDown: 12, Home: -1e6, End: 1e6 };

interface RowProps {
  readonly outage: Outage;
  readonly id: string;
  readonly active: boolean;
  /** Tiles of several windows are in the list: each says which. */
  readonly named: boolean;
}

function Row({ outage, id, active, named }: RowProps) {
  const { t, i18n } = useTranslation();
  const { state, reason } = outageWords(outage, i18n);
  const length = outage.toMs === null ? t('outages.goesOn') : lengthText(outage.toMs - outage.fromMs, i18n);
  return (
    <div id={id} role="listitem" className={active ? 'outage-row outage-row-active' : 'outage-row'}>
      <span className="outage-time">{timeOfDayText(epochMs(outage.fromMs))}</span>
      <span className="outage-time">{outage.toMs === null ? '–' : timeOfDayText(epochMs(outage.toMs))}</span>
      <span className="outage-time">{length}</span>
      <span className="outage-text">{`${String(outage.cameraNumber)} ${outage.cameraName}`}</span>
      <span>{t(named ? 'outages.tileOnScreen' : 'outages.tile', { cell: outage.cell + 1, screen: outage.screen })}</span>
      <span className="outage-text" title={reason}>
        {reason === '' ? state : `${state}: ${reason}`}
      </span>
      <span>{outage.ended === null ? '' : t(`outages.ended.${outage.ended}`)}</span>
    </div>
  );
}

/** Every interval, newest first; thousands of them cost no more than what is in sight. */
export function OutageRows({ outages }: { readonly outages: readonly Outage[] }) {
  const { t } = useTranslation();
  const [active, setActive] = useState(0);
  const named = outages.some(({ screen }) => screen !== outages[0]?.screen);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setActive((current) => Math.min(outages.length - 1, Math.max(0, current + step)));
  };
  return (
    <div className="outage-rows">
      <VirtualList<Outage>
        rows={outages}
        rowHeight={ROW_HEIGHT}
        active={active}
        label={t('outages.title')}
        role="list"
        multiselectable={false}
        rowKey={({ id }) => id}
        renderRow={(outage, index, domId) => <Row outage={outage} id={domId} active={index === active} named={named} />}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}
