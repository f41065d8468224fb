import { useId, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { SidebarPanel } from '../../stores/view-store.ts';
import { useStores } from '../../stores/stores-context.tsx';

const order: readonly SidebarPanel[] = ['cameras', 'layouts'];

export interface SidebarProps {
  readonly panels: Readonly<Record<SidebarPanel, ReactNode>>;
}

/** The panels beside the wall, one at a time; a hidden one keeps where it was scrolled and what was typed into it. */
export function Sidebar({ panels }: SidebarProps) {
  const { t } = useTranslation();
  const { view } = useStores();
  const shown = useStore(view, (state) => state.panel);
  const id = useId();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const next = shown === 'cameras' ? 'layouts' : 'cameras';
    view.getState().showPanel(next);
    document.getElementById(`${id}-${next}-tab`)?.focus();
  };
  return (
    <>
      <div className="sidebar-tabs" role="tablist" aria-label={t('layouts.panels')} onKeyDown={onKeyDown}>
        {order.map((panel) => (
          <button
            key={panel}
            id={`${id}-${panel}-tab`}
            type="button"
            role="tab"
            aria-selected={panel === shown}
            aria-controls={`${id}-${panel}`}
            tabIndex={panel === shown ? 0 : -1}
            onClick={() => {
              view.getState().showPanel(panel);
            }}
          >
            {t(`layouts.panel.${panel}`)}
          </button>
        ))}
      </div>
      {order.map((panel) => (
        <div
          key={panel}
          id={`${id}-${panel}`}
          className="sidebar-panel"
          role="tabpanel"
          aria-labelledby={`${id}-${panel}-tab`}
          hidden={panel !== shown}
        >
          {panels[panel]}
        </div>
      ))}
    </>
  );
}
