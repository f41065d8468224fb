import { Alert, Button } from 'antd';
import type { i18n } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AuditLogState, AuditUploadState } from '../../../src-contract/model/audit-log.ts';
import { epochMs } from '../../../src-contract/time.ts';
import { errorText } from '../../lib/message-text.ts';
import { clockText } from '../../lib/time-text.ts';
import type { About, Answer } from '../../stores/audit-store.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { findingText } from './audit-words.ts';

const timeText = (atMs: number | null): string => (atMs === null ? '–' : clockText(epochMs(atMs)));

function uploadText(upload: AuditUploadState, texts: i18n): string {
  switch (upload.kind) {
    case 'off':
      return texts.t('audit.upload.off');
    case 'in-step':
      return texts.t('audit.upload.inStep');
    case 'waiting':
      return texts.t('audit.upload.waiting', { reason: upload.reason ?? '…' });
    case 'stopped':
      return texts.t('audit.upload.stopped', { problem: upload.problem });
  }
}

function Facts({ state, upload }: { readonly state: AuditLogState; readonly upload: AuditUploadState }) {
  const { t, i18n } = useTranslation();
  const { head, witnessed, unwitnessed } = state;
  const facts: readonly (readonly [string, string])[] = [
    [t('audit.log.id'), state.logId],
    [t('audit.log.entries'), String(state.entries)],
    [t('audit.log.newest'), t('audit.log.newestIs', { epoch: state.epoch, seq: state.seq })],
    [t('audit.log.head'), head === null ? t('audit.log.headNone') : t('audit.log.headIs', { size: head.size, time: timeText(head.atMs) })],
    [
      t('audit.log.witnessed'),
      witnessed === null
        ? t('audit.log.witnessedNone')
        : t('audit.log.witnessedIs', { epoch: witnessed.epoch, size: witnessed.size, time: timeText(witnessed.atMs) }),
    ],
    [
      t('audit.log.unwitnessed'),
      unwitnessed.count === 0
        ? t('audit.log.unwitnessedNone')
        : t('audit.log.unwitnessedIs', { count: unwitnessed.count, time: timeText(unwitnessed.sinceMs) }),
    ],
    [t('audit.log.unsent'), String(state.unsent)],
    [t('audit.upload.name'), uploadText(upload, i18n)],
    [t('audit.log.pruned'), t('audit.log.prunedIs', { count: state.pruned })],
  ];
  return (
    <dl className="audit-log-facts selectable">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Check() {
  const { t, i18n } = useTranslation();
  const { audit } = useStores();
  const verified = useStore(audit, (state) => state.verified);
  return (
    <>
      <Button className="audit-check" loading={verified.kind === 'loading'} onClick={() => void audit.getState().verify()}>
        {verified.kind === 'loading' ? t('audit.log.verifying') : t('audit.log.verify')}
      </Button>
      {verified.kind === 'failed' && <Alert type="error" showIcon title={errorText(i18n, verified.thrown)} />}
      {verified.kind === 'ready' && verified.value.wrong === 0 && (
        <Alert
          type="success"
          showIcon
          title={t('audit.log.sound', { count: verified.value.entries, seconds: (verified.value.tookMs / 1000).toFixed(1) })}
        />
      )}
      {verified.kind === 'ready' && verified.value.wrong > 0 && (
        <>
          <Alert type="error" showIcon title={t('audit.log.broken', { count: verified.value.wrong })} />
          <ul className="seen-viewings selectable">
            {verified.value.findings.map(({ kind, epoch, from, to }) => (
              <li key={`${kind} ${String(epoch)} ${String(from)} ${String(to)}`}>
                {t('audit.log.place', { epoch: epoch ?? '–', from: from ?? '–', to: to ?? '–' })}: {findingText(i18n, kind)}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** How far the log is written, signed, witnessed and sent, and a check of all of it. */
export function LogTab({ about }: { readonly about: Answer<About> }) {
  const { t, i18n } = useTranslation();
  return (
    <div className="audit-tab">
      {about.kind === 'failed' && <Alert type="error" showIcon title={errorText(i18n, about.thrown)} />}
      {about.kind === 'ready' && <Facts state={about.value.state} upload={about.value.upload} />}
      <p className="audit-hint">{t('audit.log.claim')}</p>
      <Check />
    </div>
  );
}
