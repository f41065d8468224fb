import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { screenOf } from '../../stores/session-screen.ts';
import type { SidebarPanel } from '../../stores/view-store.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { KeptHeight } from '../../ui/KeptHeight.tsx';
import { Resizer } from '../../ui/Resizer.tsx';
import { Header } from './Header.tsx';
import { AttentionNote } from './AttentionNote.tsx';
import { NoticesBar } from './NoticesBar.tsx';
import { Sidebar } from './Sidebar.tsx';
import { useSidebar } from './use-sidebar.ts';
import './shell.css';

export const SIDEBAR_MIN = 220;
export const SIDEBAR_MAX = 640;

export interface ShellProps {
  /** The sidebar's panels, by name. */
  readonly panels: Readonly<Record<SidebarPanel, ReactNode>>;
  readonly wall: ReactNode;
  readonly dialogs: ReactNode;
  /** Who is signed in and how the province is doing, in the header. */
  readonly standing: ReactNode;
  /** In place of the header while the wall goes on locked. */
  readonly lockBar: ReactNode;
}

/** The frame of the window: header, notices, sidebar beside the wall, and whatever dialog is open. */
export function Shell({ panels, wall, dialogs, standing, lockBar }: ShellProps) {
  const { t } = useTranslation();
  const stores = useStores();
  const connection = useStore(stores.system, (state) => state.connection);
  const locked = useStore(stores.session, (state) => screenOf(state.session).kind === 'lock-over-wall');
  const sidebar = useSidebar();

  return (
    <div className="shell">
      {!locked && (
        <button
          type="button"
          className="skip-link"
          onClick={() => {
            document.querySelector<HTMLElement>('[data-cell][tabindex="0"]')?.focus();
          }}
        >
          {t('commands.skipToWall')}
        </button>
      )}
      <KeptHeight className="shell-top" kept={locked}>
        {locked ? lockBar : <Header sidebarOpen={sidebar.width > 0} onToggleSidebar={sidebar.toggle} standing={standing} />}
      </KeptHeight>
      <div className="shell-under" inert={locked}>
        <NoticesBar />
        <AttentionNote />
        <div className="shell-body">
          {sidebar.width > 0 && (
            <>
              <aside className="shell-sidebar" style={{ width: sidebar.width }} aria-label={t('list.title')}>
                {!locked && <Sidebar panels={panels} />}
              </aside>
              <Resizer label={t('list.resize')} value={sidebar.width} min={SIDEBAR_MIN} max={SIDEBAR_MAX} onChange={sidebar.resize} />
            </>
          )}
          <main className={connection === 'lost' ? 'shell-wall shell-wall-lost' : 'shell-wall'}>{wall}</main>
        </div>
      </div>
      {!locked && dialogs}
    </div>
  );
}
