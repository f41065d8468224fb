import { CloseOutlined, DisconnectOutlined, ExclamationCircleOutlined, InfoCircleOutlined, WarningOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Notice } from '../../../src-contract/ipc/app.ts';
import { noticeText } from '../../lib/message-text.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { visibleNotices } from '../../stores/system-store.ts';
import { IconButton } from '../../ui/IconButton.tsx';

const icons: Readonly<Record<Notice['severity'], ReactNode>> = {
  info: <InfoCircleOutlined aria-hidden />,
  warning: <WarningOutlined aria-hidden />,
  error: <ExclamationCircleOutlined aria-hidden />,
};

interface BarProps {
  readonly severity: Notice['severity'];
  readonly icon: ReactNode;
  readonly text: string;
  readonly action?: ReactNode;
  readonly onDismiss?: () => void;
}

function Bar({ severity, icon, text, action, onDismiss }: BarProps) {
  const { t } = useTranslation();
  return (
    <li>
      <div className={`notice notice-${severity}`} role={severity === 'error' ? 'alert' : 'status'}>
        <span className="notice-icon">{icon}</span>
        <span className="notice-text selectable">{text}</span>
        {action}
        {onDismiss !== undefined && <IconButton label={t('common.dismiss')} icon={<CloseOutlined aria-hidden />} onPress={onDismiss} />}
      </div>
    </li>
  );
}

/** What a person must know about the program itself, each with what to do; above the wall, never over it. */
export function NoticesBar() {
  const { t, i18n } = useTranslation();
  const { system, view } = useStores();
  const notices = visibleNotices({
    notices: useStore(system, (state) => state.notices),
    ffmpeg: useStore(system, (state) => state.ffmpeg),
  });
  const connection = useStore(system, (state) => state.connection);
  if (notices.length === 0 && connection === 'connected') return null;
  const settingsLink = (
    <button
      type="button"
      className="notice-action"
      onClick={() => {
        view.getState().open({ kind: 'settings', section: 'ffmpeg' });
      }}
    >
      {t('common.openSettings')}
    </button>
  );
  return (
    <ul className="notices" aria-label={t('notice.label')}>
      {connection === 'lost' && <Bar severity="error" icon={<DisconnectOutlined aria-hidden />} text={t('notice.connection-lost')} />}
      {notices.map((notice) => (
        <Bar
          key={notice.id}
          severity={notice.severity}
          icon={icons[notice.severity]}
          text={noticeText(i18n, notice)}
          action={notice.key.startsWith('ffmpeg') ? settingsLink : undefined}
          {...(notice.id === 'ffmpeg'
            ? {}
            : {
                onDismiss: () => {
                  system.getState().dismiss(notice.id);
                },
              })}
        />
      ))}
    </ul>
  );
}
