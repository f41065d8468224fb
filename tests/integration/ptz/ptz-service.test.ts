/** The PTZ service over real HTTP against simulated cameras that break as real ones do. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PtzState, PtzVelocity } from '../../../src-contract/model/ptz.ts';
import type { Notice } from '../../../src-contract/ipc/app.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { silentLog } from '../../../src-main/base/log.ts';
import type { Deed } from '../../../src-main/services/audit/audit.ts';
import { openCameraPtz } from '../../../src-main/services/ptz/ptz-opening.ts';
import { DEAD_MAN_MS, DEVICE_TIMEOUT_MS } from '../../../src-main/services/ptz/ptz-rules.ts';
import { PtzService } from '../../../src-main/services/ptz/ptz-service.ts';
import type { Mover } from '../../../src-main/services/ptz/ptz-session.ts';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { until, wait } from '../camera-sim/rtsp-probe.ts';

const right: PtzVelocity = { pan: 0.5, tilt: 0, zoom: 0, focus: 0 };
/** A safety limit, with the slack of a loaded machine; what is measured is printed. */
const SLACK_MS = 1500;

let sim: CameraSim;
let service: PtzService;
let deeds: (Deed & { readonly phase: string })[];
let notices: Notice[];
let person: Omit<Mover, 'windowId'>;
let allowed: boolean;
let states: Map<string, PtzState>;

beforeEach(async () => {
  sim = await startCameraSim({ cameras: 6 });
  [deeds, notices, allowed] = [[], [], true];
  person = { userId: 'u-lan', name: 'Lan', level: 120 };
  service = new PtzService({
    access: { judge: () => ({ allow: allowed }) },
    person: () => person,
    actor: () => ({
      actor: { userId: person.userId, name: person.name, unit: null, role: null, session: null, mode: 'online' },
      purpose: 'ANTT',
      caseNumber: null,
    }),
    open: (cameraId) => {
      const number = Number(cameraId);
      return openCameraPtz(
        { source: { url: sim.url(number, 'main'), username: null, password: null }, onvif: sim.onvifUrl(number) },
        systemClock,
      );
    },
    labelOf: (cameraId) => `camera ${cameraId}`,
    audit: {
      act: async (deed, effect) => {
        deeds.push({ ...deed, phase: 'intent' });
        await wait(5);
        return effect();
      },
      happened: (deed) => {
        deeds.push({ ...deed, phase: 'event' });
        return Promise.resolve();
      },
    },
    notices: {
      post: (notice) => void notices.push(notice),
      dismiss: (id) => {
        notices = notices.filter((notice) => notice.id !== id);
      },
    },
    clock: systemClock,
    log: silentLog,
  });
  states = new Map();
  service.changed.on((state) => void states.set(state.cameraId, state));
});
const motion = (cameraId: string): string => states.get(cameraId)?.motion ?? 'still';

afterEach(async () => {
  await service.close(3000);
  sim.dispose();
});

const report = (camera = 1) => {
  const found = sim.devices.report(camera);
  if (found === undefined) throw new Error('no such camera');
  return found;
};
const moving = (camera = 1): boolean => report(camera).moving;
const heard = (camera = 1): string[] => report(camera).heard.map(({ action }) => action);

/** Holds a key for so long, as a window does; ends without letting go. */
async function hold(ms: number, camera = '1', windowId = 'w1'): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end; await wait(200)) await service.move(windowId, camera, right);
}

/** Waits until the camera stands; how long after the cause, in milliseconds. */
async function standsAfter(cause: number, camera = 1): Promise<number> {
  await until('the camera stands', () => !moving(camera), 20_000);
  const last = report(camera).movements.at(-1)?.to ?? cause;
  const took = Math.round(last - cause);
  process.stdout.write(`${expect.getState().currentTestName ?? ''}: moved on for ${String(took)} ms\n`);
  return took;
}

describe('a camera that is being moved', () => {
  it('is described, moves while it is told to, and is stopped twice when let go', async () => {
    expect((await service.describe('1')).abilities).toEqual({ relative: true, presets: true, home: true, focus: true, iris: true });
    expect((await service.describe('2')).abilities).toBeNull();
    expect((await service.describe('4')).abilities).toMatchObject({ relative: false, presets: true });
    await hold(1500);
    expect(moving()).toBe(true);
    const cause = Date.now();
    await service.stop('1');
    expect(await standsAfter(cause)).toBeLessThan(SLACK_MS);
    await until('it is known to stand', () => motion('1') === 'still');
    expect(heard().filter((action) => action === 'Stop').length).toBeGreaterThanOrEqual(2);
    expect(deeds.map(({ action, phase }) => `${action} ${phase}`)).toEqual(['ptz.start intent', 'ptz.stop event']);
    expect(deeds.at(-1)?.params).toMatchObject({ cause: 'release' });
  });

  it('is not moved at all when the key was let go before the log was written', async () => {
    const going = service.move('w1', '1', right);
    void service.stop('1');
    await going;
    await wait(300);
    expect(heard()).not.toContain('ContinuousMove');
  });

  it('is not moved when its window closed while it was still being reached', async () => {
    sim.faults.set(1, { kind: 'soap-late', seconds: 0.3, action: 'GetNodes' });
    const going = service.move('w1', '1', right);
    await wait(100);
    service.windowClosed('w1', 'window-crashed');
    await going;
    await wait(300);
    expect(heard()).not.toContain('ContinuousMove');
  });

  it.each([
    ['the window goes silent', () => undefined, DEAD_MAN_MS],
    ['the window closes', () => service.windowClosed('w1', 'window-closed'), 0],
    ['the window crashes', () => service.windowClosed('w1', 'window-crashed'), 0],
    [
      'the right ends',
      () => {
        allowed = false;
        service.rightsChanged();
      },
      0,
    ],
    ['the person leaves', () => service.personLeft(), 0],
    ['the program ends', () => void service.close(3000), 0],
  ])('stops when %s', async (_, happen, after) => {
    await hold(600);
    const cause = Date.now();
    happen();
    expect(await standsAfter(cause)).toBeLessThan(after + SLACK_MS);
  });
});

describe('a camera that is broken', () => {
  it('and ignores its timeout stops on Stop', async () => {
    sim.faults.set(1, { kind: 'ptz-ignore-timeout' });
    await hold(500);
    expect(await standsAfter(Date.now())).toBeLessThan(DEAD_MAN_MS + SLACK_MS);
  });

  it('and drops Stops is told until it stands', async () => {
    sim.faults.set(1, { kind: 'ptz-ignore-timeout' });
    sim.faults.set(1, { kind: 'ptz-drop-stop', times: 3 });
    await hold(500);
    const cause = Date.now();
    await service.stop('1');
    expect(await standsAfter(cause)).toBeLessThan(2 * DEVICE_TIMEOUT_MS + SLACK_MS);
    expect(heard().filter((action) => action === 'Stop').length).toBeGreaterThanOrEqual(4);
  });

  it('and never stops is said so, until it does', async () => {
    sim.faults.set(1, { kind: 'ptz-ignore-timeout' });
    sim.faults.set(1, { kind: 'ptz-drop-stop' });
    await hold(400);
    await service.stop('1');
    await until('people are told', () => notices.some(({ key }) => key === 'ptz-unconfirmed'), 10_000);
    expect((await service.describe('1')).state?.motion).toBe('unconfirmed');
    await sim.faults.clear(1);
    await until('it stands', () => !moving(), 10_000);
    await until('people are told', () => notices.length === 0, 10_000);
  });

  it.each([
    ['its network is cut', { kind: 'refuse' }],
    ['it resets every connection', { kind: 'soap-reset' }],
    ['it answers late', { kind: 'soap-late', seconds: 5 }],
    ['it trickles', { kind: 'soap-slow', bytesPerSecond: 1 }],
  ] as const)('stands by its own timeout when %s, and is known to once it is back', async (_, fault) => {
    await hold(500);
    const cause = Date.now();
    sim.faults.set(1, fault);
    void service.stop('1');
    expect(await standsAfter(cause)).toBeLessThan(DEVICE_TIMEOUT_MS + SLACK_MS);
    await sim.faults.clear(1);
    await until('it is known to stand', () => motion('1') === 'still', 20_000);
  });

  it('and does late what it was asked is stopped after the move all the same', async () => {
    await service.describe('1');
    sim.faults.set(1, { kind: 'soap-late', seconds: 1, before: true, action: 'ContinuousMove' });
    void service.move('w1', '1', right);
    await wait(200);
    await service.stop('1');
    await until('the late move is done', () => heard().includes('ContinuousMove'), 5000);
    expect(await standsAfter(Date.now())).toBeLessThan(SLACK_MS);
  });

  it('and boots meanwhile is known to stand afterwards', async () => {
    await hold(400);
    sim.faults.set(1, { kind: 'reboot', seconds: 2 });
    await until('it is known to stand', () => motion('1') === 'still', 20_000);
    expect(moving()).toBe(false);
  });

  it('and says nothing of its movement is believed after two Stops it answered', async () => {
    await hold(500, '4');
    await service.stop('4');
    await until('it is known to stand', () => motion('4') === 'still', 10_000);
    expect(moving(4)).toBe(false);
  });

  it.each(['other', 'none'] as const)('in its namespaces (%s) moves and stops', async (style) => {
    sim.faults.set(1, { kind: 'soap-prefix', style });
    await hold(400);
    expect(moving()).toBe(true);
    expect(await standsAfter(Date.now())).toBeLessThan(DEAD_MAN_MS + SLACK_MS);
  });
});

describe('several people', () => {
  it('the higher level takes over, the same level waits, and what is locked stays', async () => {
    await hold(300);
    person = { userId: 'u-minh', name: 'Minh', level: 120 };
    expect(await service.move('w2', '1', right)).toMatchObject({ kind: 'held', holder: { name: 'Lan', level: 120, mine: false } });
    await expect(service.use('w2', '1', (device) => device.goHome())).rejects.toThrow('ptz-held');
    person = { userId: 'u-hung', name: 'Hùng', level: 200 };
    expect(await service.move('w2', '1', right)).toEqual({ kind: 'taken' });
    await until('it is written down', () => deeds.some(({ params }) => params?.['cause'] === 'taken-over'));
    await service.lock('w2', '1', true);
    person = { userId: 'u-lan', name: 'Lan', level: 120 };
    await expect(service.lock('w1', '1', true)).rejects.toThrow('ptz-held');
  });
});

describe('presets', () => {
  it('are saved, listed, gone to, toured and removed', async () => {
    const token = await service.use('w1', '1', (device) => device.savePreset(null, 'Cầu Gia Bảy'));
    expect(await service.presets('1')).toContainEqual({ token, name: 'Cầu Gia Bảy' });
    await service.use('w1', '1', (device) => device.goTo('1'));
    await until('it is there', () => !moving(), 10_000);
    expect(report().position.pan).toBeCloseTo(-0.5);
    await service.tour('w1', '1', 300);
    await until('two presets were shown', () => heard().filter((action) => action === 'GotoPreset').length >= 3);
    await service.move('w1', '1', right);
    expect((await service.describe('1')).state?.touring).toBe(false);
    await service.stop('1');
    await service.use('w1', '1', (device) => device.removePreset(token));
    expect((await service.presets('1')).map((preset) => preset.token)).toEqual(['1', '2']);
  });

  it('a click goes less far the closer the lens is', async () => {
    await service.shift('w1', '1', { x: 1, y: 0, closer: 1 });
    await until('it is there', () => !moving() && report().position.pan > 0, 10_000);
    expect(report().position.pan).toBeCloseTo(30 / 180, 2);
    await service.shift('w1', '1', { x: 0, y: 0, closer: 5 });
    await until('it is there', () => !moving() && report().position.zoom > 0, 10_000);
    expect(report().position.zoom).toBeCloseTo(0.5, 2);
  });

  it('focus is driven and stopped like any move, and the iris goes by steps', async () => {
    await service.move('w1', '1', { pan: 0, tilt: 0, zoom: 0, focus: 0.5 });
    await until('it is driven', () => report().focus.driving === 0.5);
    await service.stop('1');
    await until('it is stopped', () => report().focus.driving === 0);
    await service.use('w1', '1', (device) => device.iris('open'));
    // A twelfth of its 22 dB further open than −6.
    expect(report().iris).toEqual({ mode: 'MANUAL', value: -4.17 });
    await service.use('w1', '1', (device) => device.autoFocus());
    expect(report().focus.mode).toBe('AUTO');
  });
});
