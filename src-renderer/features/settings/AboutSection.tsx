import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { errorText } from '../../lib/message-text.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { usedSoftware } from './used-software.ts';

type ExportState = { readonly kind: 'idle' | 'running' } | { readonly kind: 'done' | 'failed'; readonly text: string };

/** One button: the file is written by main, which says where. */
function ExportDiagnostics() {
  const { t, i18n } = useTranslation();
  const { system } = useStores();
  const [state, setState] = useState<ExportState>({ kind: 'idle' });
  const start = async (): Promise<void> => {
    setState({ kind: 'running' });
    try {
      setState({ kind: 'done', text: t('diagnosis.export.done', { file: await system.getState().exportDiagnostics() }) });
    } catch (failure) {
      setState({ kind: 'failed', text: errorText(i18n, failure) });
    }
  };
  return (
    <div className="about-export">
      <Button loading={state.kind === 'running'} onClick={() => void start()}>
        {state.kind === 'running' ? t('diagnosis.export.running') : t('diagnosis.export.action')}
      </Button>
      {(state.kind === 'done' || state.kind === 'failed') && (
        <Alert className="selectable" type={state.kind === 'done' ? 'success' : 'error'} showIcon title={state.text} />
      )}
      <p className="field-hint">{t('diagnosis.export.hint')}</p>
    </div>
  );
}

export function AboutSection() {
  const { t } = useTranslation();
  const { system } = useStores();
  const { version, host, ffmpeg } = useStore(
    system,
    useShallow((state) => ({ version: state.version, host: state.host, ffmpeg: state.ffmpeg })),
  );
  const facts: readonly (readonly [string, string])[] = [
    [t('settings.version'), version],
    [t('settings.host'), `${host.kind === 'electron' ? 'Electron' : 'Chromium'} ${host.version}`],
    [t('settings.platform'), host.platform],
    [t('settings.ffmpeg'), ffmpeg.kind === 'ready' ? ffmpeg.version : t('common.none')],
  ];
  return (
    <div className="settings-section">
      <p className="about-name">{t('app.name')}</p>
      <dl className="facts selectable">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <ExportDiagnostics />
      <h3 className="about-title">{t('settings.licences')}</h3>
      <ul className="about-licences selectable">
        {usedSoftware.map(({ name, licence }) => (
          <li key={name}>
            <span>{name}</span>
            <span>{licence}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
