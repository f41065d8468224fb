/** The desk of a fake main: windows are opened, moved and closed on a picture only. */
import { VmsError } from '../../src-contract/errors.ts';
import type { Handlers, Notifier } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { AskedWall, Desk, DeskDisplay, DeskScreen } from '../../src-contract/model/screen.ts';

export const deskDisplay = (id: string, label: string, x: number, over: Partial<DeskDisplay> = {}): DeskDisplay => ({
  ...{ id, label, scale: 1, primary: x === 0 },
  area: { x, y: 0, width: 1920, height: 1080 },
  ...over,
});

export const screenOn = (screen: number, { id, area }: DeskDisplay, over: Partial<DeskScreen> = {}): DeskScreen => ({
  ...{ screen, area, fullscreen: false, displayId: id, away: false },
  ...over,
});

const only = deskDisplay('1', 'DELL U2722D', 0);
export const oneScreen: Desk = { displays: [only], screens: [screenOn(1, only)] };

/** Layouts and scenarios of a fake main, by name. */
const layoutNames = [
  { id: 'l1', name: 'Cổng tỉnh', kind: 'layout' },
  { id: 'l2', name: 'Hồ Núi Cốc', kind: 'layout' },
  { id: 's1', name: 'Trực đêm', kind: 'scenario' },
] as const;

interface FakeDesk {
  kiosk: readonly AskedWall[];
  desk: Desk;
  readonly snapshot: { readonly screen: number };
  readonly notifier: Notifier<VmsContract>;
}

export function fakeScreenHandlers(fake: FakeDesk): Handlers<VmsContract>['screens'] {
  const becomes = (screens: readonly DeskScreen[]): void => {
    fake.desk = { ...fake.desk, screens };
    fake.notifier.screens.onDesk(fake.desk);
  };
  const displayOf = (displayId: string | null): DeskDisplay => {
    const display = fake.desk.displays.find(({ id }) => displayId === null || id === displayId);
    if (display === undefined) throw new VmsError('not-found', 'display-gone');
    return display;
  };
  return {
    desk: () => fake.desk,
    open: ({ displayId }) => {
      const screen = Math.max(0, ...fake.desk.screens.map((one) => one.screen)) + 1;
      becomes([...fake.desk.screens, screenOn(screen, displayOf(displayId))]);
      return { screen };
    },
    close: ({ screen }) => {
      if (fake.desk.screens.length === 1) throw new VmsError('conflict', 'screen-last');
      becomes(fake.desk.screens.filter((one) => one.screen !== screen));
      return {};
    },
    move: ({ screen, displayId }) => {
      const display = displayOf(displayId);
      becomes(fake.desk.screens.map((one) => (one.screen === screen ? screenOn(screen, display) : one)));
      return {};
    },
    focus: () => ({}),
    kiosk: () => ({ walls: [...fake.kiosk], choices: [...layoutNames] }),
    setKiosk: ({ walls }) => {
      fake.kiosk = walls;
      return {};
    },
    identify: () => {
      fake.notifier.screens.onIdentify({ screen: fake.snapshot.screen, display: 'DELL U2722D' });
      return {};
    },
    focused: () => undefined,
    listening: () => undefined,
  };
}
