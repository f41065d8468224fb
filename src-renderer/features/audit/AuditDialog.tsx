import { Tabs } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AuditLogState } from '../../../src-contract/model/audit-log.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { witnessText } from './audit-words.ts';
import { EntriesTab } from './EntriesTab.tsx';
import { LogTab } from './LogTab.tsx';
import { SeenTab } from './SeenTab.tsx';
import './audit.css';

/** In sight on every tab: how sure the log is just now. */
function Strip({ state }: { readonly state: AuditLogState | null }) {
  const { t, i18n } = useTranslation();
  if (state === null) return <p className="audit-strip">{t('audit.hint')}</p>;
  const { sure, text } = witnessText(i18n, state);
  return (
    <p className="audit-strip">
      <span className={sure ? 'audit-fact' : 'audit-fact audit-fact-open'}>
        <StateMark shape={sure ? 'dot' : 'triangle'} />
        {t('audit.log.strip', { seq: state.epoch === 1 ? state.seq : `${String(state.epoch)}/${String(state.seq)}` })} · {text}
      </span>
      <span>{t('audit.hint')}</span>
    </p>
  );
}

function Log() {
  const { t } = useTranslation();
  const { audit, view } = useStores();
  const about = useStore(audit, (state) => state.about);
  const reading = useStore(audit, (state) => state.reading);
  useEffect(() => {
    // With every answer the log has grown, by the question at least.
    if (reading.kind !== 'loading') void audit.getState().lookUp();
  }, [audit, reading]);
  return (
    <Dialog title={t('audit.title')} width={1280} footer={null} onClose={view.getState().close}>
      <Strip state={about.kind === 'ready' ? about.value.state : null} />
      <Tabs
        items={[
          { key: 'entries', label: t('audit.tab.entries'), children: <EntriesTab /> },
          { key: 'seen', label: t('audit.tab.seen'), children: <SeenTab /> },
          { key: 'log', label: t('audit.tab.log'), children: <LogTab about={about} /> },
        ]}
      />
    </Dialog>
  );
}

/** The audit log of this workstation. */
export function AuditDialog() {
  const { view } = useStores();
  const open = useStore(view, (state) => state.dialog.kind === 'audit');
  return open ? <Log /> : null;
}
