/** The outage log as a file for spreadsheets. Pure. */
import type { i18n } from 'i18next';
import { csvCell } from '../../../src-contract/csv-cell.ts';
import type { Outage } from '../../../src-contract/model/outage.ts';
import { epochMs } from '../../../src-contract/time.ts';
import { clockText } from '../../lib/time-text.ts';

/** Lets spreadsheets read the file as UTF-8. */
const BYTE_ORDER_MARK = '\u{feff}';

/** Why a tile was not live, in words. */
export function outageWords(
  { state, reason }: Pick<Outage, 'state' | 'reason'>,
  texts: i18n,
): { readonly state: string; readonly reason: string } {
  return { state: texts.t(`outages.state.${state}`), reason: reason === null ? '' : texts.t(`failure.${reason}.title`) };
}

export function outagesCsv(outages: readonly Outage[], texts: i18n): string {
  const columns = (['number', 'camera', 'screen', 'tile', 'from', 'to', 'seconds', 'what', 'why', 'ended'] as const).map((name) =>
    texts.t(`outages.column.${name}`),
  );
  const rows = outages.map((outage) => {
    const words = outageWords(outage, texts);
    return [
      String(outage.cameraNumber),
      outage.cameraName,
      String(outage.screen),
      String(outage.cell + 1),
      clockText(epochMs(outage.fromMs)),
      outage.toMs === null ? '' : clockText(epochMs(outage.toMs)),
      outage.toMs === null ? '' : String(Math.round((outage.toMs - outage.fromMs) / 1000)),
      words.state,
      words.reason,
      outage.ended === null ? texts.t('outages.goesOn') : texts.t(`outages.ended.${outage.ended}`),
    ];
  });
  return `${BYTE_ORDER_MARK}${[columns, ...rows].map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`;
}
