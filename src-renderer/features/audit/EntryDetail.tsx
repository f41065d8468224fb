import { CopyOutlined } from '@ant-design/icons';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AuditDetail } from '../../../src-contract/model/audit-log.ts';
import { epochMs } from '../../../src-contract/time.ts';
import { errorText } from '../../lib/message-text.ts';
import { clockText } from '../../lib/time-text.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { StateMark, type MarkShape } from '../../ui/StateMark.tsx';

/** The same bytes with line ends where JSON allows them, for reading; as they are when they are no JSON. */
function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function Fact({ shape, good, text }: { readonly shape: MarkShape; readonly good: boolean; readonly text: string }) {
  return (
    <li className={good ? 'audit-fact' : 'audit-fact audit-fact-open'}>
      <StateMark shape={shape} />
      {text}
    </li>
  );
}

function Detail({ detail }: { readonly detail: AuditDetail }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { epoch, seq, text, hash, whole, signedBy, witnessedMs } = detail;
  const copy = (): void => {
    void navigator.clipboard.writeText(text).then(() => message.success(t('audit.detail.copied')));
  };
  return (
    <>
      <h3 className="audit-detail-title">{t('audit.detail.title', { epoch, seq })}</h3>
      <ul className="audit-facts">
        {text !== '' && (
          <Fact shape={whole ? 'dot' : 'cross'} good={whole} text={whole ? t('audit.detail.whole') : t('audit.detail.changed')} />
        )}
        <Fact
          shape={signedBy === null ? 'ring' : 'dot'}
          good={signedBy !== null}
          text={signedBy === null ? t('audit.detail.unsigned') : t('audit.detail.signed', { size: signedBy })}
        />
        <Fact
          shape={witnessedMs === null ? 'ring' : 'dot'}
          good={witnessedMs !== null}
          text={
            witnessedMs === null ? t('audit.detail.unwitnessed') : t('audit.detail.witnessed', { time: clockText(epochMs(witnessedMs)) })
          }
        />
      </ul>
      <p className="audit-label">{t('audit.detail.hash')}</p>
      <code className="audit-hash selectable">{hash}</code>
      {text === '' ? (
        <p>{t('audit.detail.pruned')}</p>
      ) : (
        <>
          <p className="audit-label">{t('audit.detail.readable')}</p>
          <pre className="audit-bytes selectable" tabIndex={0}>
            {readable(text)}
          </pre>
          <p className="audit-label">
            {t('audit.detail.bytes')}
            <IconButton label={t('audit.detail.copy')} icon={<CopyOutlined aria-hidden />} onPress={copy} />
          </p>
          <pre className="audit-bytes audit-bytes-exact selectable" tabIndex={0}>
            {text}
          </pre>
        </>
      )}
    </>
  );
}

/** All of the selected entry: whether it is as it was written, who vouches for it, and its bytes. */
export function EntryDetail() {
  const { t, i18n } = useTranslation();
  const { audit } = useStores();
  const detail = useStore(audit, (state) => state.detail);
  return (
    <section className="audit-detail" aria-live="polite">
      {detail.kind === 'none' && <p>{t('audit.detail.none')}</p>}
      {detail.kind === 'loading' && <p role="status">{t('audit.loading')}</p>}
      {detail.kind === 'failed' && <p role="alert">{errorText(i18n, detail.thrown)}</p>}
      {detail.kind === 'ready' && <Detail detail={detail.value} />}
    </section>
  );
}
