/** Composition root of a window: bridge → snapshot → stores → player → screen. */
import './lib/zod-without-eval.ts';
import type { i18n } from 'i18next';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { connectBridge, type Bridge } from './bridge/bridge.ts';
import { ApprovalsDialog } from './features/approvals/ApprovalsDialog.tsx';
import { ApprovalsMark } from './features/approvals/ApprovalsMark.tsx';
import { SecondPersonDialog } from './features/approvals/SecondPersonDialog.tsx';
import { AuditDialog } from './features/audit/AuditDialog.tsx';
import { CameraDialog } from './features/camera-dialog/CameraDialog.tsx';
import { DeviceSearchDialog } from './features/device-search/DeviceSearchDialog.tsx';
import { ImportDialog } from './features/camera-import/ImportDialog.tsx';
import { TagDialog } from './features/camera-list/TagDialog.tsx';
import { CameraList } from './features/camera-list/CameraList.tsx';
import { listContribution } from './features/camera-list/list-commands.ts';
import { CheatSheet } from './features/commands/CheatSheet.tsx';
import { listenToKeys, pressPad } from './features/commands/listen-to-keys.ts';
import { Palette } from './features/commands/Palette.tsx';
import { DiagnosticsPanel } from './features/diagnostics/DiagnosticsPanel.tsx';
import { OverviewDialog } from './features/diagnostics/OverviewDialog.tsx';
import { layoutsContribution } from './features/layouts/layout-commands.ts';
import { LayoutsPanel } from './features/layouts/LayoutsPanel.tsx';
import { TourMark } from './features/layouts/TourMark.tsx';
import { OutagesDialog } from './features/outages/OutagesDialog.tsx';
import { LockBar } from './features/session/LockBar.tsx';
import { PersonMenu } from './features/session/PersonMenu.tsx';
import { IdentifyOverlay } from './features/screens/IdentifyOverlay.tsx';
import { ScreensDialog } from './features/screens/ScreensDialog.tsx';
import { sessionContribution } from './features/session/session-commands.ts';
import { SessionDialogs } from './features/session/SessionDialogs.tsx';
import { SessionGate } from './features/session/SessionGate.tsx';
import { settingsContribution } from './features/settings/settings-commands.ts';
import { SettingsDialog } from './features/settings/SettingsDialog.tsx';
import { Clock } from './features/shell/Clock.tsx';
import { LanguageSwitch } from './features/shell/LanguageSwitch.tsx';
import { Shell } from './features/shell/Shell.tsx';
import { shellContribution } from './features/shell/shell-commands.ts';
import { SyncDialog } from './features/sync/SyncDialog.tsx';
import { SyncMark } from './features/sync/SyncMark.tsx';
import { PictureMark } from './features/wall/PictureMark.tsx';
import { createSnapshotTaker } from './features/wall/snapshot-taking.ts';
import { Wall } from './features/wall/Wall.tsx';
import { ptzContribution } from './features/wall/ptz/ptz-commands.ts';
import { wallContribution } from './features/wall/wall-commands.ts';
import { createTexts } from './lib/i18n.ts';
import { padChord } from './lib/keys/chord.ts';
import { errorText } from './lib/message-text.ts';
import { lacksPurpose } from './lib/lacks-purpose.ts';
import { createWakeKeeper } from './lib/wake-lock.ts';
import { CallUp } from './players/call-up.ts';
import { gatherHops } from './players/diagnostics/gather-hops.ts';
import { GamepadDriver } from './players/gamepad/gamepad-driver.ts';
import { windowClock } from './players/player-clock.ts';
import { choiceOf, provenOf } from './players/proven-decoders.ts';
import { hushTimes } from './players/track-generator.ts';
import { WallPlayer } from './players/wall-player.ts';
import { openStores, type OpenStores } from './stores/stores.ts';
import { StoresContext } from './stores/stores-context.tsx';
import { LocalisedFrame } from './features/shell/LocalisedFrame.tsx';
import { StartFailed } from './features/shell/StartFailed.tsx';
import { PictureCoverContext } from './ui/CameraPicture.tsx';
import './ui/base.css';

/** What a flick of the stick is like on a gamepad: its cross. */
const STICK_STEPS = { up: padChord(12), down: padChord(13), left: padChord(14), right: padChord(15) } as const;
const REPORT_EVERY_MS = 1_000;

function keepLanguage(texts: i18n, { stores }: OpenStores): void {
  const follow = (): void => {
    const { language } = stores.settings.getState().settings;
    document.documentElement.lang = language;
    if (texts.language !== language) void texts.changeLanguage(language);
  };
  follow();
  stores.settings.subscribe(follow);
}

/** Under Electron the host blocks the display's sleep itself. */
function keepDisplayAwake(page: Window, { stores }: OpenStores): () => void {
  const keeper = createWakeKeeper({
    document: page.document,
    wakeLock: 'wakeLock' in page.navigator ? page.navigator.wakeLock : undefined,
  });
  const look = (): void => {
    keeper.set(stores.wall.getState().history.present.cells.some((cell) => cell !== null));
  };
  look();
  stores.wall.subscribe(look);
  return keeper.dispose;
}

/** A purpose or a right that comes brings the pictures that were refused for lack of it. */
function askAgainWithRights(player: WallPlayer, { stores }: OpenStores): void {
  const ask = (): void => {
    const { session } = stores.session.getState();
    const named = session.kind === 'signed-in' && session.purpose !== null;
    player.askAgainIf(named ? ['denied', 'purpose-missing'] : ['denied']);
  };
  stores.rights.subscribe(ask);
  stores.session.subscribe(ask);
}

/** Runs within the click or key that changed the store: browsers let sound begin only there. */
function playSound(player: WallPlayer, { stores }: OpenStores): void {
  const { sound, settings } = stores;
  const adjust = (): void => {
    player.sound.setVolume((sound.getState().triedVolume ?? settings.getState().settings.soundVolume) / 100);
  };
  adjust();
  settings.subscribe(adjust);
  sound.subscribe(({ audible }, before) => {
    adjust();
    if (audible !== before.audible) player.sound.listen(audible?.camera ?? null);
  });
  player.sound.onStatus(sound.getState().tell);
  player.sound.onTaken(sound.getState().stop);
}

/** Main sends what is called from outside to the window somebody works in. */
function sayWhereWorkIsDone(page: Window, vms: Bridge['vms']): void {
  const tell = (): void => {
    vms.screens.focused({});
  };
  page.addEventListener('focus', tell);
  if (page.document.hasFocus()) tell();
  vms.screens.listening({});
}

/** Sticks and buttons: buttons are keys like others, a stick moves the selected camera where it can be moved, else the selection. */
function readGamepads(page: Window, { stores }: OpenStores): GamepadDriver {
  return new GamepadDriver(
    {
      events: page,
      pads: () => page.navigator.getGamepads(),
      hasFocus: () => page.document.hasFocus(),
      nextFrame(run) {
        const request = page.requestAnimationFrame(run);
        return () => {
          page.cancelAnimationFrame(request);
        };
      },
    },
    {
      stick: () => stores.controls.getState().controls.stick,
      pressed: (button) => {
        pressPad(padChord(button), stores, page.document);
      },
      step: (direction) => {
        pressPad(STICK_STEPS[direction], stores, page.document);
      },
      intents: {
        ready: () => stores.ptz.getState().active !== null,
        move: (velocity) => stores.ptz.getState().hold({ ...velocity, focus: 0 }),
        stop: () => stores.ptz.getState().release(),
      },
    },
  );
}

/** Of the tile a camera called up next will have, in device pixels. */
function cellHeightPx(page: Window): number {
  const cell = page.document.querySelector<HTMLElement>('[data-cell]');
  return Math.min(16_384, Math.max(90, Math.round((cell?.clientHeight ?? 0) * page.devicePixelRatio)));
}

interface WindowProps {
  readonly texts: i18n;
  readonly stores: OpenStores['stores'];
  readonly nonce: string | null;
  readonly player: WallPlayer;
  readonly callUp: CallUp;
  readonly gamepads: ReturnType<typeof readGamepads>;
}

const markPicture = () => <PictureMark />;

/** Everything on the screen of one window. */
function WindowScreen({ texts, stores, nonce, player, callUp, gamepads }: WindowProps) {
  const corner = (
    <>
      <LanguageSwitch />
      <Clock />
    </>
  );
  return (
    <I18nextProvider i18n={texts}>
      <StoresContext value={stores}>
        <PictureCoverContext value={markPicture}>
          <LocalisedFrame nonce={nonce}>
            <IdentifyOverlay />
            <SessionGate corner={corner}>
              <Shell
                panels={{ cameras: <CameraList callUp={callUp} glances={player} />, layouts: <LayoutsPanel /> }}
                standing={
                  <>
                    <TourMark />
                    <ApprovalsMark />
                    <SyncMark />
                    <PersonMenu />
                  </>
                }
                lockBar={<LockBar corner={corner} />}
                wall={
                  <>
                    <Wall sources={player} />
                    <DiagnosticsPanel source={player} />
                  </>
                }
                dialogs={
                  <>
                    <CameraDialog />
                    <ImportDialog />
                    <DeviceSearchDialog />
                    <TagDialog />
                    <OverviewDialog source={player} />
                    <OutagesDialog />
                    <AuditDialog />
                    <SettingsDialog pad={gamepads} />
                    <SessionDialogs />
                    <SecondPersonDialog />
                    <ApprovalsDialog />
                    <SyncDialog />
                    <ScreensDialog />
                    <CheatSheet />
                    <Palette />
                  </>
                }
              />
            </SessionGate>
          </LocalisedFrame>
        </PictureCoverContext>
      </StoresContext>
    </I18nextProvider>
  );
}

async function start(page: Window, root: HTMLElement): Promise<void> {
  const screen = createRoot(root);
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? null;
  const bridge = connectBridge(page);
  const { vms } = bridge;
  const snapshot = await vms.app.snapshot({}).catch(async (failure: unknown) => {
    const texts = await createTexts('vi');
    screen.render(<StartFailed title={texts.t('app.startFailed')} reason={errorText(texts, failure)} again={texts.t('app.reload')} />);
    return null;
  });
  if (snapshot === null) return;

  const texts = await createTexts(snapshot.settings.language);
  const opened = openStores(snapshot, {
    vms,
    timers: {
      set: (run, delayMs) => page.setTimeout(run, delayMs),
      clear: (timer) => {
        page.clearTimeout(timer);
      },
    },
    hops: () => gatherHops(player, windowClock),
    prepare: (cameraId) => {
      player.prepare(cameraId, cellHeightPx(page));
    },
    now: () => page.performance.now(),
  });
  const { stores } = opened;
  const player = new WallPlayer(
    {
      open: (request) => vms.live.open(request),
      prepare: (request) => vms.live.prepare(request),
      listen: (request) => vms.live.listen(request),
      close: (ticket) => {
        vms.live.close({ ticket });
      },
      connectLink: () => bridge.mediaLink(),
      remember: (learned) => {
        const proven = provenOf(learned);
        if (proven !== null) vms.live.rememberDecoder({ proven });
      },
    },
    { recalled: snapshot.decoders.map(choiceOf) },
  );
  const callUp = new CallUp({
    clock: windowClock,
    prepare: (cameraId) => {
      player.prepare(cameraId, cellHeightPx(page));
    },
  });
  const takeSnapshot = createSnapshotTaker({ sources: player, texts, stores });
  stores.commands
    .getState()
    .contribute([
      wallContribution(player, takeSnapshot),
      ptzContribution,
      layoutsContribution,
      listContribution,
      shellContribution,
      sessionContribution,
      settingsContribution,
    ]);
  const stopKeys = listenToKeys(page, stores);
  const gamepads = readGamepads(page, opened);
  hushTimes(page);
  keepLanguage(texts, opened);
  askAgainWithRights(player, opened);
  playSound(player, opened);
  const letSleep = snapshot.host.kind === 'chromium' ? keepDisplayAwake(page, opened) : () => undefined;
  vms.live.onRevoked(({ tickets, ending }) => {
    player.revoke(tickets, ending);
  });
  vms.privacy.onMasks(({ cameraId, masks }) => {
    player.mask(cameraId, masks);
  });
  bridge.onRefused(({ key }) => {
    if (lacksPurpose(key) && stores.view.getState().dialog.kind === 'none') stores.view.getState().open({ kind: 'purpose', refused: true });
  });
  bridge.onLost(() => {
    player.endLifts();
    stores.system.getState().setConnection('lost');
  });
  bridge.onReconnected(() => {
    void vms.app.snapshot({}).then(opened.refresh, () => undefined); // lost again meanwhile: the next reconnection asks anew
  });
  page.setInterval(() => {
    vms.live.report({ tiles: player.reports().slice(0, 64), frames: player.frames });
  }, REPORT_EVERY_MS);
  sayWhereWorkIsDone(page, vms);
  page.addEventListener('pagehide', () => {
    letSleep();
    stopKeys();
    gamepads.dispose();
    opened.dispose();
    callUp.dispose();
    player.dispose();
  });

  screen.render(<WindowScreen texts={texts} stores={stores} nonce={nonce} player={player} callUp={callUp} gamepads={gamepads} />);
}

const root = document.getElementById('root');
if (root !== null) void start(window, root);
