import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { useStores } from '../../stores/stores-context.tsx';
import { usedSoftware } from './used-software.ts';

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
