import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { DeepLinkCalls } from '../services/screens/deep-link-calls.ts';
import type { LayoutLibrary } from '../services/screens/kiosk.ts';
import type { OpenScreens } from '../services/screens/open-screens.ts';
import type { ScreenWindows } from '../services/screens/screen-windows.ts';

export interface ScreenCalls {
  readonly screens: OpenScreens;
  readonly screenWindows: Pick<ScreenWindows, 'desk' | 'openOn' | 'close' | 'move' | 'focus' | 'kiosk' | 'setKiosk'>;
  readonly layoutLibrary: LayoutLibrary;
  readonly identify: () => void;
  readonly deepLinks: Pick<DeepLinkCalls, 'listening'>;
}

export function screenHandlers({
  screens,
  screenWindows,
  layoutLibrary,
  identify,
  deepLinks,
}: ScreenCalls): Handlers<VmsContract>['screens'] {
  return {
    desk: () => screenWindows.desk(),
    open: async ({ displayId }) => ({ screen: await screenWindows.openOn(displayId) }),
    close: ({ screen }) => {
      screenWindows.close(screen);
      return {};
    },
    move: ({ screen, displayId }) => {
      screenWindows.move(screen, displayId);
      return {};
    },
    focus: ({ screen }) => {
      screenWindows.focus(screen);
      return {};
    },
    kiosk: () => {
      const named = (kind: 'layout' | 'scenario') => (kept: { readonly id: string; readonly name: string }) => ({
        id: kept.id,
        name: kept.name,
        kind,
      });
      const choices = [...layoutLibrary.layouts().map(named('layout')), ...layoutLibrary.scenarios().map(named('scenario'))];
      return { walls: [...screenWindows.kiosk()], choices };
    },
    setKiosk: async ({ walls }) => {
      await screenWindows.setKiosk(walls);
      return {};
    },
    identify: () => {
      identify();
      return {};
    },
    focused: (_, { windowId }) => {
      screens.focus(windowId);
    },
    listening: (_, { windowId }) => {
      deepLinks.listening(windowId);
    },
  };
}
