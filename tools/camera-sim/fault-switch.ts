/** Turns a commanded fault into what it does: standing ones go on the board, one-time ones happen at once. */
import { toDisposable, type Disposable } from '../../src-main/base/disposable.ts';
import type { CameraBank } from './camera-bank.ts';
import { faultSchema, type Fault, type FaultBoard, type FaultInput, type FaultKind, type FaultTarget } from './faults.ts';
import type { ClipLibrary } from './media/clips.ts';
import type { Devices } from './onvif/devices.ts';
import type { RtspServer } from './rtsp/rtsp-server.ts';

/** A fault that this camera cannot have; says why. */
export class FaultRefused extends Error {}

export class FaultSwitch implements Disposable {
  readonly #board: FaultBoard;
  readonly #bank: CameraBank;
  readonly #library: ClipLibrary;
  readonly #server: RtspServer;
  readonly #devices: Pick<Devices, 'powerOff'>;
  #reopening: Disposable | null = null;

  constructor(board: FaultBoard, bank: CameraBank, library: ClipLibrary, server: RtspServer, devices: Pick<Devices, 'powerOff'>) {
    this.#board = board;
    this.#bank = bank;
    this.#library = library;
    this.#server = server;
    this.#devices = devices;
  }

  /** Breaks one camera or all. Throws `FaultRefused` for an unknown camera or a change that has no stored clip. */
  set(target: FaultTarget, input: FaultInput): void {
    const fault = faultSchema.parse(input);
    const cameras = this.#cameras(target);
    this.#check(target, fault);
    switch (fault.kind) {
      case 'drop':
        this.#server.disconnect(target, 'close');
        return;
      case 'reset':
        this.#server.disconnect(target, 'reset');
        return;
      case 'clock-jump':
        for (const camera of cameras) this.#bank.jumpClock(camera, fault.seconds);
        return;
      case 'stale-nonce':
        for (const camera of cameras) this.#bank.staleNonces(camera);
        return;
      case 'reboot':
        this.#reboot(target, cameras, fault);
        return;
      case 'refuse':
        this.#board.set(target, fault);
        this.#server.disconnect(target, 'reset');
        if (target === 'all') this.#server.stopListening();
        return;
      default:
        this.#board.set(target, fault);
    }
  }

  /** Lifts standing faults: all, one camera's, or one kind. */
  async clear(target?: FaultTarget, kind?: FaultKind): Promise<void> {
    this.#board.clear(target, kind);
    if (kind === undefined || kind === 'reboot') for (const camera of this.#cameras(target ?? 'all')) this.#bank.bringUp(camera);
    if (!this.#board.forAll('refuse') && (target === undefined || target === 'all')) await this.#reopen();
  }

  list(): { readonly camera: FaultTarget; readonly fault: Fault }[] {
    return this.#board.list();
  }

  #cameras(target: FaultTarget): number[] {
    if (target === 'all') return this.#bank.cameras.map((camera) => camera.number);
    if (this.#bank.camera(target) === undefined) throw new FaultRefused(`there is no camera ${String(target)}`);
    return [target];
  }

  #check(target: FaultTarget, fault: Fault): void {
    if (fault.kind !== 'gop' || fault.seconds === 2 || target === 'all') return;
    const { seconds } = fault;
    if (this.#library.hasGop(this.#bank.camera(target)?.scene ?? 0, seconds)) return;
    const able = this.#bank.cameras.filter((camera) => this.#library.hasGop(camera.scene, seconds)).map((camera) => camera.number);
    throw new FaultRefused(
      `no sub stream with a keyframe every ${String(seconds)} s is stored for camera ${String(target)}; there is for ${able.join(', ')}`,
    );
  }

  #reboot(target: FaultTarget, cameras: readonly number[], fault: Extract<Fault, { kind: 'reboot' }>): void {
    for (const camera of cameras) {
      this.#bank.takeDown(camera, fault.seconds, fault.mode);
      this.#devices.powerOff(camera);
    }
    this.#server.disconnect(target, 'reset');
    if (target !== 'all') return;
    if (fault.mode === 'refuse') this.#server.stopListening();
    else this.#server.setIgnoring(true);
    this.#reopening?.dispose();
    const timer = setTimeout(() => {
      // Should the port have been taken meanwhile, the cameras stay away; the failure shows on stderr.
      this.#reopen().catch((failure: unknown) => process.stderr.write(`camera-sim: ${String(failure)}\n`));
    }, fault.seconds * 1000);
    this.#reopening = toDisposable(() => {
      clearTimeout(timer);
    });
  }

  async #reopen(): Promise<void> {
    this.#reopening?.dispose();
    this.#reopening = null;
    this.#server.setIgnoring(false);
    if (!this.#board.forAll('refuse')) await this.#server.listen(this.#server.port);
  }

  dispose(): void {
    this.#reopening?.dispose();
  }
}
