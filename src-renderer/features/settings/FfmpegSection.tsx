import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { FfmpegStatus } from '../../../src-contract/ipc/app.ts';
import type { SettingsPatch } from '../../../src-contract/model/settings.ts';
import { errorText, ffmpegReasonText } from '../../lib/message-text.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Field } from '../../ui/Field.tsx';
import { StateMark, type MarkShape } from '../../ui/StateMark.tsx';

const shapes: Readonly<Record<FfmpegStatus['kind'], MarkShape>> = {
  checking: 'ring',
  ready: 'dot',
  missing: 'crossed-square',
  unusable: 'cross',
};

function Status({ status }: { readonly status: FfmpegStatus }) {
  const { t, i18n } = useTranslation();
  const words = {
    checking: t('settings.ffmpegChecking'),
    ready: t('settings.ffmpegReady'),
    missing: t('settings.ffmpegMissing'),
    unusable: t('settings.ffmpegUnusable'),
  };
  const origins = { setting: t('settings.originSetting'), bundled: t('settings.originBundled'), path: t('settings.originPath') };
  return (
    <div role="status">
      <dl className="facts">
        <div>
          <dt>{t('settings.ffmpegState')}</dt>
          <dd className={`ffmpeg-${status.kind}`}>
            <StateMark shape={shapes[status.kind]} /> {words[status.kind]}
            {status.kind === 'unusable' && `: ${ffmpegReasonText(i18n, status.reason)}`}
          </dd>
        </div>
        {status.kind === 'ready' && (
          <>
            <div>
              <dt>{t('settings.ffmpegVersion')}</dt>
              <dd className="selectable">{status.version}</dd>
            </div>
            <div>
              <dt>{t('settings.ffmpegOrigin')}</dt>
              <dd>{origins[status.origin]}</dd>
            </div>
          </>
        )}
        {(status.kind === 'ready' || status.kind === 'unusable') && (
          <div>
            <dt>{t('settings.ffmpegPath')}</dt>
            <dd className="selectable facts-path">{status.path}</dd>
          </div>
        )}
      </dl>
    </div>
  );
}

/** Which FFmpeg is in use, and choosing another: it is tried first and kept only when it works. */
export function FfmpegSection({ onChange }: { readonly onChange: (patch: SettingsPatch) => Promise<void> }) {
  const { t, i18n } = useTranslation();
  const { settings, system } = useStores();
  const inUse = useStore(system, (state) => state.ffmpeg);
  const chosen = useStore(settings, (state) => state.settings.ffmpegPath);
  const [path, setPath] = useState(chosen ?? '');
  const [probed, setProbed] = useState<{ readonly path: string; readonly status: FfmpegStatus } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const wanted = path.trim();

  const probe = async (): Promise<void> => {
    setFailure(null);
    setProbed({ path: wanted, status: { kind: 'checking' } });
    try {
      setProbed({ path: wanted, status: await settings.getState().probeFfmpeg(wanted === '' ? null : wanted) });
    } catch (thrown) {
      setProbed(null);
      setFailure(errorText(i18n, thrown));
    }
  };
  const proven = probed?.path === wanted && probed.status.kind === 'ready';

  return (
    <div className="settings-section">
      <Status status={inUse} />
      {(inUse.kind === 'missing' || inUse.kind === 'unusable') && <Alert type="warning" showIcon title={t('settings.ffmpegHelp')} />}
      <Field label={t('settings.ffmpegOverride')} hint={t('settings.ffmpegOverrideHint')} problem={failure ?? undefined}>
        {(ids) => (
          <div className="ffmpeg-path">
            <Input
              {...ids}
              value={path}
              spellCheck={false}
              onChange={(event) => {
                setPath(event.target.value);
                setFailure(null);
              }}
              onPressEnter={() => void probe()}
            />
            <Button loading={probed?.status.kind === 'checking'} onClick={() => void probe()}>
              {t('settings.probe')}
            </Button>
          </div>
        )}
      </Field>
      {probed !== null && probed.status.kind !== 'checking' && <Status status={probed.status} />}
      <div className="ffmpeg-actions">
        <Button
          type="primary"
          disabled={!proven || wanted === '' || wanted === chosen}
          onClick={() => void onChange({ ffmpegPath: wanted })}
        >
          {t('settings.useIt')}
        </Button>
        <Button
          disabled={chosen === null}
          onClick={() => {
            setPath('');
            setProbed(null);
            void onChange({ ffmpegPath: null });
          }}
        >
          {t('settings.useDefault')}
        </Button>
      </div>
    </div>
  );
}
