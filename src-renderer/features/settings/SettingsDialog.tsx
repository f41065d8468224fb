import { App, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { SettingsPatch } from '../../../src-contract/model/settings.ts';
import { errorText } from '../../lib/message-text.ts';
import { useMay } from '../../stores/use-may.ts';
import { useStores } from '../../stores/stores-context.tsx';
import type { SettingsSection } from '../../stores/view-store.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { AboutSection } from './AboutSection.tsx';
import { FfmpegSection } from './FfmpegSection.tsx';
import { GeneralSection } from './GeneralSection.tsx';
import { KeysSection, type PadButtons } from './KeysSection.tsx';
import { ProvinceSection } from './ProvinceSection.tsx';
import { StickSection, type PadWatch } from './StickSection.tsx';
import { StreamsSection } from './StreamsSection.tsx';
import './settings.css';

export interface SettingsDialogProps {
  /** The window's gamepads. */
  readonly pad: PadButtons & PadWatch;
}

function Sections({ section, pad }: SettingsDialogProps & { readonly section: SettingsSection }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const { settings, session, view } = useStores();
  const standalone = useStore(session, (state) => state.session.kind === 'standalone');
  const mayManage = useMay('workstation.manage');
  const change = async (patch: SettingsPatch): Promise<void> => {
    try {
      await settings.getState().change(patch);
    } catch (refusal) {
      void message.error(errorText(i18n, refusal));
    }
  };
  const onChange = (patch: SettingsPatch): void => void change(patch);
  return (
    <Tabs
      tabPlacement="start"
      className="settings"
      activeKey={section}
      onChange={(key) => {
        view.getState().open({ kind: 'settings', section: key as SettingsSection }); // the keys below are sections
      }}
      items={[
        { key: 'general' satisfies SettingsSection, label: t('settings.general'), children: <GeneralSection onChange={onChange} /> },
        { key: 'keys' satisfies SettingsSection, label: t('keys.section'), children: <KeysSection pad={pad} /> },
        { key: 'stick' satisfies SettingsSection, label: t('stick.section'), children: <StickSection pad={pad} /> },
        { key: 'streams' satisfies SettingsSection, label: t('settings.streams'), children: <StreamsSection onChange={onChange} /> },
        ...(mayManage
          ? [{ key: 'ffmpeg' satisfies SettingsSection, label: t('settings.ffmpeg'), children: <FfmpegSection onChange={change} /> }]
          : []),
        ...(standalone ? [{ key: 'province' satisfies SettingsSection, label: t('enrol.section'), children: <ProvinceSection /> }] : []),
        { key: 'about' satisfies SettingsSection, label: t('settings.about'), children: <AboutSection /> },
      ]}
    />
  );
}

/** Settings of this workstation; every change is kept at once. */
export function SettingsDialog({ pad }: SettingsDialogProps) {
  const { t } = useTranslation();
  const { view } = useStores();
  const dialog = useStore(view, (state) => state.dialog);
  if (dialog.kind !== 'settings') return null;
  return (
    <Dialog width={760} title={t('settings.title')} footer={null} lightDismiss onClose={view.getState().close}>
      <Sections section={dialog.section} pad={pad} />
    </Dialog>
  );
}
