import { Alert } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { epochMs } from '../../../src-contract/time.ts';
import { fingerprintOf, pairsOf, type EnrolmentSlip } from '../../lib/enrolment-slip.ts';
import { clockText } from '../../lib/time-text.ts';

function useFingerprint(pem: string): string {
  const [fingerprint, setFingerprint] = useState('…');
  useEffect(() => {
    let wanted = true;
    const show = (text: string): void => {
      if (wanted) setFingerprint(text);
    };
    fingerprintOf(pem).then(show, () => {
      show('—');
    });
    return () => {
      wanted = false;
    };
  }, [pem]);
  return fingerprint;
}

/** What the slip would have this workstation trust, to be compared with paper before it does. */
export function SlipFacts({ slip }: { readonly slip: EnrolmentSlip }) {
  const { t } = useTranslation();
  const fingerprint = useFingerprint(slip.ca);
  const facts: readonly (readonly [string, string])[] = [
    [t('enrol.server'), slip.url],
    [t('enrol.authority'), fingerprint],
    [t('enrol.signingKey'), pairsOf(slip.signingKey)],
    [t('enrol.code'), t('enrol.codeShown', { start: slip.code.slice(0, 4) })],
    ...(slip.expiresAt === undefined ? [] : [[t('enrol.expires'), clockText(epochMs(Date.parse(slip.expiresAt)))] as const]),
  ];
  return (
    <section className="slip-facts" aria-label={t('enrol.facts')}>
      <dl className="facts selectable">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Alert type="warning" showIcon title={t('enrol.compare')} />
    </section>
  );
}
