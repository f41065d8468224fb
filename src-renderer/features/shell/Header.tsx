import {
  AuditOutlined,
  BuildOutlined,
  ClearOutlined,
  DesktopOutlined,
  FullscreenExitOutlined,
  FullscreenOutlined,
  HistoryOutlined,
  MenuFoldOutlined,
  MenuUnfoldOutlined,
  AppstoreAddOutlined,
  QuestionCircleOutlined,
  RedoOutlined,
  SettingOutlined,
  UndoOutlined,
} from '@ant-design/icons';
import { useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { tileCount } from '../../../src-contract/model/wall.ts';
import { withKey } from '../../lib/keys/chord-text.ts';
import { useKeyOf } from '../../stores/commands/use-key-of.ts';
import { useMay } from '../../stores/use-may.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Clock } from './Clock.tsx';
import { GridChooser } from './GridChooser.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { LiveCount } from './LiveCount.tsx';
import { LoadNote } from './LoadNote.tsx';
import { toggleFullScreen } from './shell-commands.ts';
import { SoundControl } from './SoundControl.tsx';

function onFullScreenChange(listener: () => void): () => void {
  document.addEventListener('fullscreenchange', listener);
  return () => {
    document.removeEventListener('fullscreenchange', listener);
  };
}

/** A button's label with the key of the command it stands for. */
function useWithKey(id: string): (label: string) => string {
  const { i18n } = useTranslation();
  const chord = useKeyOf(id);
  return (label) => withKey(i18n, label, chord);
}

function WallButtons() {
  const { t } = useTranslation();
  const editKey = useWithKey('wall.edit-shape');
  const undoKey = useWithKey('wall.undo');
  const redoKey = useWithKey('wall.redo');
  const { wall, cameras } = useStores();
  const mayEdit = useMay('wall.edit');
  const editing = useStore(wall, (state) => state.editing);
  const tiles = useStore(wall, (state) => tileCount(state.history.present));
  const canUndo = useStore(wall, (state) => state.history.past.length > 0);
  const canRedo = useStore(wall, (state) => state.history.future.length > 0);
  const anyCamera = useStore(cameras, (state) => state.ordered.length > 0);
  const anyPlaced = useStore(wall, (state) => state.history.present.cells.some((cell) => cell !== null));
  if (!mayEdit) return null;
  const fillWall = (): void => {
    wall.getState().fill(cameras.getState().ordered.map((camera) => camera.id));
  };
  return (
    <div className="header-group" role="group" aria-label={t('wall.label')}>
      <GridChooser />
      <IconButton
        label={editKey(t('layouts.edit'))}
        icon={<BuildOutlined aria-hidden />}
        pressed={editing}
        onPress={() => {
          wall.getState().setEditing(!editing);
        }}
      />
      <IconButton
        label={t('header.fillHint', { count: tiles })}
        icon={<AppstoreAddOutlined aria-hidden />}
        onPress={fillWall}
        disabled={!anyCamera}
      />
      <IconButton
        label={t('header.clearHint')}
        icon={<ClearOutlined aria-hidden />}
        onPress={wall.getState().clearAll}
        disabled={!anyPlaced}
      />
      <IconButton
        label={undoKey(t('header.undoHint'))}
        icon={<UndoOutlined aria-hidden />}
        onPress={wall.getState().undo}
        disabled={!canUndo}
      />
      <IconButton
        label={redoKey(t('header.redoHint'))}
        icon={<RedoOutlined aria-hidden />}
        onPress={wall.getState().redo}
        disabled={!canRedo}
      />
    </div>
  );
}

export interface HeaderProps {
  readonly sidebarOpen: boolean;
  readonly onToggleSidebar: () => void;
  /** Who is signed in and how the province is doing; nothing on a workstation of its own. */
  readonly standing: ReactNode;
}

export function Header({ sidebarOpen, onToggleSidebar, standing }: HeaderProps) {
  const { t } = useTranslation();
  const { view } = useStores();
  const fullScreenKey = useWithKey('shell.full-screen');
  const outagesKey = useWithKey('shell.outages');
  const auditKey = useWithKey('shell.audit');
  const helpKey = useWithKey('shell.help');
  const mayReadAudit = useMay('audit.read');
  const fullScreen = useSyncExternalStore(onFullScreenChange, () => document.fullscreenElement !== null);
  return (
    <header className="header">
      <IconButton
        label={sidebarOpen ? t('list.fold') : t('list.unfold')}
        icon={sidebarOpen ? <MenuFoldOutlined aria-hidden /> : <MenuUnfoldOutlined aria-hidden />}
        onPress={onToggleSidebar}
      />
      <span className="header-product">{t('app.name')}</span>
      <h1 className="header-view">{t('app.view')}</h1>
      <LiveCount />
      <SoundControl />
      <LoadNote />
      <span className="header-gap" />
      <WallButtons />
      <span className="header-rule" />
      <div className="header-group">
        <IconButton
          label={fullScreenKey(fullScreen ? t('header.exitFullScreen') : t('header.fullScreen'))}
          icon={fullScreen ? <FullscreenExitOutlined aria-hidden /> : <FullscreenOutlined aria-hidden />}
          onPress={() => {
            toggleFullScreen(document);
          }}
        />
        <IconButton
          label={t('screens.button')}
          icon={<DesktopOutlined aria-hidden />}
          onPress={() => {
            view.getState().open({ kind: 'screens' });
          }}
        />
        <IconButton
          label={outagesKey(t('header.outages'))}
          icon={<HistoryOutlined aria-hidden />}
          onPress={() => {
            view.getState().open({ kind: 'outages' });
          }}
        />
        {mayReadAudit && (
          <IconButton
            label={auditKey(t('header.audit'))}
            icon={<AuditOutlined aria-hidden />}
            onPress={() => {
              view.getState().open({ kind: 'audit' });
            }}
          />
        )}
        <IconButton
          label={helpKey(t('header.shortcuts'))}
          icon={<QuestionCircleOutlined aria-hidden />}
          onPress={() => {
            view.getState().open({ kind: 'shortcuts' });
          }}
        />
        <IconButton
          label={t('header.settings')}
          icon={<SettingOutlined aria-hidden />}
          onPress={() => {
            view.getState().open({ kind: 'settings', section: 'general' });
          }}
        />
        <LanguageSwitch />
      </div>
      <span className="header-rule" />
      {standing}
      <Clock />
    </header>
  );
}
