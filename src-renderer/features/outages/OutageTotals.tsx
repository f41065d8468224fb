import { useTranslation } from 'react-i18next';
import type { OutageTotal } from '../../../src-contract/model/outage.ts';
import { lengthText } from '../../lib/time-text.ts';

/** More cameras than fit are in the rows anyway; the worst are what a person looks for. */
const WORST = 8;

/** The cameras that were not live for longest, worst first. */
export function OutageTotals({ totals }: { readonly totals: readonly OutageTotal[] }) {
  const { t, i18n } = useTranslation();
  return (
    <table className="outage-totals">
      <caption>{t('outages.worst', { count: totals.length })}</caption>
      <tbody>
        {totals.slice(0, WORST).map((total) => (
          <tr key={total.cameraId}>
            <th scope="row">{`${String(total.cameraNumber)} ${total.cameraName}`}</th>
            <td>{t('outages.times', { count: total.count })}</td>
            <td>{lengthText(total.lostMs, i18n)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
