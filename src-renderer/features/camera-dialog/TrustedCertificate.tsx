import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { fingerprintText } from '../../../src-contract/model/certificate.ts';

interface TrustedCertificateProps {
  readonly fingerprint: string;
  readonly onForget: () => void;
}

/** Which certificate the camera is trusted by, and the way to take that back. */
export function TrustedCertificate({ fingerprint, onForget }: TrustedCertificateProps) {
  const { t } = useTranslation();
  return (
    <div className="trusted-certificate">
      <div>
        <span>{t('certificate.trusted')}</span>
        <code className="selectable">{fingerprintText(fingerprint)}</code>
      </div>
      <Button onClick={onForget}>{t('certificate.forget')}</Button>
    </div>
  );
}
