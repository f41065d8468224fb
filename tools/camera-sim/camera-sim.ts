/** The simulator as a whole: what the command line starts and tests use in their own process. */
import { randomBytes } from 'node:crypto';
import { DisposableStore, toDisposable, type Disposable } from '../../src-main/base/disposable.ts';
import { CameraBank } from './camera-bank.ts';
import { buildCameras, type SimCamera } from './cameras.ts';
import { FaultBoard } from './faults.ts';
import { FaultSwitch } from './fault-switch.ts';
import { FrameLog } from './frame-log.ts';
import { startHttpApi } from './http-api.ts';
import { Devices } from './onvif/devices.ts';
import { answerProbes } from './onvif/discovery-responder.ts';
import { OnvifServer } from './onvif/onvif-server.ts';
import { statusOf, type SimStatus } from './sim-status.ts';
import { ClipLibrary } from './media/clips.ts';
import { seededRandom } from './random.ts';
import { Gatekeeper, type CameraAuth } from './rtsp/digest.ts';
import { RtspServer, type TlsIdentity } from './rtsp/rtsp-server.ts';
import { SignInCount, type SignIns } from './rtsp/sign-in-count.ts';

export interface CameraSimOptions {
  /** 0 or nothing takes a free port. */
  readonly port?: number;
  readonly httpPort?: number;
  readonly onvifPort?: number;
  /** UDP port on which WS-Discovery is answered, 0 for a free one; without it nobody is discovered. */
  readonly discoveryPort?: number;
  readonly cameras?: number;
  /** Same seed, same phases, losses and garbage. */
  readonly seed?: number;
  /** For all cameras; none by default. */
  readonly auth?: CameraAuth;
  /** Per camera number, before `auth`. */
  readonly authOf?: ReadonlyMap<number, CameraAuth>;
  readonly frameLogFile?: string;
  readonly sessionTimeoutSeconds?: number;
  readonly clipsFolder?: string;
  /** Key and certificate: RTSPS instead of RTSP. */
  readonly tls?: TlsIdentity;
}

export interface CameraSim extends Disposable {
  readonly rtspPort: number;
  readonly httpPort: number;
  readonly onvifPort: number;
  /** `null` without discovery. */
  readonly discoveryPort: number | null;
  readonly cameras: readonly SimCamera[];
  readonly faults: FaultSwitch;
  readonly frameLog: FrameLog;
  /** `rtsp://127.0.0.1:port/cam/…` of a stream, without credentials. */
  url(camera: number, profile: string): string;
  /** `http://127.0.0.1:port/cam/3/onvif/device_service`, without credentials. */
  onvifUrl(camera: number): string;
  /** The devices behind the web services: where they look, what they heard, events on command. */
  readonly devices: Devices;
  setAuth(camera: number, auth: CameraAuth): void;
  signIns(camera: number): SignIns;
  status(): SimStatus;
}

const wall = (): number => performance.timeOrigin + performance.now();
const now = (): number => performance.now();

/** Starts RTSP and the HTTP API on loopback. Rejects when a port is taken or the clips are missing. */
export async function startCameraSim(options: CameraSimOptions = {}): Promise<CameraSim> {
  const held = new DisposableStore();
  try {
    return await build(options, held);
  } catch (failure) {
    held.dispose();
    throw failure;
  }
}

async function build(options: CameraSimOptions, held: DisposableStore): Promise<CameraSim> {
  const random = seededRandom(options.seed ?? 1);
  const frameLog = held.add(new FrameLog(options.frameLogFile));
  const board = new FaultBoard();
  const cameras = buildCameras(options.cameras ?? 16);
  const library = new ClipLibrary(options.clipsFolder);
  const bank = held.add(
    new CameraBank({ cameras, library, faults: board, frameLog, random, auth: options.auth ?? { kind: 'none' }, now, wall }),
  );
  for (const [camera, auth] of options.authOf ?? []) bank.setAuth(camera, auth);
  const signIns = new SignInCount();
  const gatekeeper = new Gatekeeper(randomBytes(32), () => Math.floor(wall()));
  const server = held.add(
    new RtspServer(
      {
        bank,
        faults: board,
        gatekeeper,
        signIns,
        random,
        sessionTimeoutSeconds: options.sessionTimeoutSeconds ?? 60,
        newSessionId: () => randomBytes(8).toString('hex').toUpperCase(),
        now,
      },
      options.tls,
    ),
  );
  await server.listen(options.port ?? 0);
  const devices = held.add(new Devices(bank, board, now, wall));
  const url = (camera: number, profile: string): string =>
    `${options.tls === undefined ? 'rtsp' : 'rtsps'}://127.0.0.1:${String(server.port)}/cam/${String(camera)}/${profile}`;
  const onvif = held.add(new OnvifServer({ bank, devices, faults: board, gatekeeper, rtspUrl: url, now }));
  await onvif.listen(options.onvifPort ?? 0);
  const discovery = options.discoveryPort === undefined ? null : held.add(await discoverable(options.discoveryPort, bank, devices, onvif));
  const faults = held.add(new FaultSwitch(board, bank, library, server, devices));
  held.add(flushed(frameLog));
  const status = (): SimStatus => statusOf(server);
  const api = held.add(await startHttpApi(options.httpPort ?? 0, { bank, devices, faults, frameLog, status }));
  return {
    rtspPort: server.port,
    httpPort: api.port,
    cameras,
    faults,
    frameLog,
    onvifPort: onvif.port,
    discoveryPort: discovery?.port ?? null,
    devices,
    url,
    onvifUrl: (camera) => onvif.address(camera),
    setAuth: (camera, auth) => {
      bank.setAuth(camera, auth);
    },
    signIns: (camera) => signIns.of(camera),
    status,
    dispose: () => {
      held.dispose();
    },
  };
}

/** Writes the frame log out as it grows. */
function flushed(frameLog: FrameLog): Disposable {
  const timer = setInterval(() => {
    frameLog.flush();
  }, 200);
  return toDisposable(() => {
    clearInterval(timer);
  });
}

async function discoverable(
  port: number,
  bank: CameraBank,
  devices: Devices,
  onvif: OnvifServer,
): Promise<Disposable & { readonly port: number }> {
  return answerProbes(port, {
    devices: devices.all,
    addressOf: (camera) => onvif.address(camera),
    isUp: (camera) => bank.admission(camera) === 'open',
  });
}
