import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { fingerprintText, type CertificateFacts } from '../../../src-contract/model/certificate.ts';
import { epochMs } from '../../../src-contract/time.ts';
import { dateText } from '../../lib/time-text.ts';

interface UntrustedCertificateProps {
  readonly certificate: CertificateFacts;
  readonly onTrust: () => void;
}

/** What the camera showed, for a person who can compare the fingerprint with the camera's own page. */
export function UntrustedCertificate({ certificate, onTrust }: UntrustedCertificateProps) {
  const { t } = useTranslation();
  const valid = { from: dateText(epochMs(certificate.validFromMs)), to: dateText(epochMs(certificate.validToMs)) };
  const facts: readonly (readonly [string, string])[] = [
    [t('certificate.subject'), certificate.subject],
    [t('certificate.issuer'), certificate.issuer],
    [t('certificate.valid'), t('certificate.validValue', valid)],
    [t('certificate.fingerprint'), fingerprintText(certificate.fingerprint)],
  ];
  return (
    <div className="test-facts untrusted-certificate">
      <dl>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="selectable">{value}</dd>
          </div>
        ))}
      </dl>
      <p>{t('certificate.compare')}</p>
      <Button onClick={onTrust}>{t('certificate.trust')}</Button>
    </div>
  );
}
