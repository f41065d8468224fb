/** The one audible camera of a window: asks main for it, has the decode worker hear it and the loudspeaker play it. */
import type { TicketEnding } from '../../../src-contract/ipc/live.ts';
import type { SoundState } from '../../../src-contract/link/sound.ts';
import type { StreamFailure } from '../../../src-contract/model/stream-state.ts';
import type { SoundStatus } from '../../lib/sound-status.ts';
import { BackOff } from '../back-off.ts';
import { openFailureOf } from '../open-failure.ts';
import type { PlayerClock } from '../player-clock.ts';
import type { WorkerCommand } from '../worker-messages.ts';
import { openSoundOutput, type OpenSoundOutput, type SoundOutput } from './sound-output.ts';

export interface SoundPorts {
  /** Asks to hear a camera. Rejects with a `VmsError`. */
  listen(request: { cameraId: string }): Promise<{ ticket: string }>;
  close(ticket: string): void;
  send(command: WorkerCommand, transfer?: Transferable[]): void;
}

const ASK_AGAIN_MS = [1_000, 2_000, 5_000, 10_000, 30_000] as const;
/** So long the browser may take to begin; then it is said that it does not. */
const AWAKE_WITHIN_MS = 1_500;
/** The sound card gets some silence before it is let go, so that the end is no click. */
const SLEEP_AFTER_MS = 500;
/** How the media process closes a ticket it does not know any more. */
const VOID_TICKET: ReadonlySet<StreamFailure> = new Set(['refused', 'ended']);

const off: SoundStatus = { kind: 'off' };

export class SoundPlayer {
  readonly #ports: SoundPorts;
  readonly #clock: PlayerClock;
  readonly #open: OpenSoundOutput;
  readonly #askAgain = new BackOff(ASK_AGAIN_MS);
  readonly #statusListeners = new Set<(status: SoundStatus) => void>();
  readonly #takenListeners = new Set<() => void>();
  readonly #levelListeners = new Set<(level: number) => void>();
  #output: SoundOutput | null = null;
  #camera: string | null = null;
  #ticket: string | null = null;
  #attempt = 0;
  #volume = 1;
  #heard: SoundStatus = off;
  #status: SoundStatus = off;
  #awakeDue = true;
  #stopAgain: (() => void) | null = null;
  #stopAwake: (() => void) | null = null;

  constructor(ports: SoundPorts, clock: PlayerClock, open: OpenSoundOutput = openSoundOutput) {
    this.#ports = ports;
    this.#clock = clock;
    this.#open = open;
  }

  get status(): SoundStatus {
    return this.#status;
  }

  onStatus(listener: (status: SoundStatus) => void): () => void {
    this.#statusListeners.add(listener);
    return () => this.#statusListeners.delete(listener);
  }

  /** Another window has the sound now. */
  onTaken(listener: () => void): () => void {
    this.#takenListeners.add(listener);
    return () => this.#takenListeners.delete(listener);
  }

  /** Loudness ten times a second while something plays, 0…1. */
  onLevel(listener: (level: number) => void): () => void {
    this.#levelListeners.add(listener);
    return () => this.#levelListeners.delete(listener);
  }

  /** Makes this camera the audible one, or none. To be called within the person's click or key that wants it. */
  listen(camera: string | null): void {
    if (camera !== this.#camera) this.#leave();
    this.#camera = camera;
    if (camera === null) {
      this.#hush();
      this.#say(off);
      return;
    }
    this.#wake();
    if (this.#ticket === null) this.#begin();
  }

  /** 0…1. */
  setVolume(volume: number): void {
    this.#volume = volume;
    this.#output?.setVolume(volume);
  }

  /** The decode worker was replaced: it hears nothing yet. */
  remount(): void {
    if (this.#camera !== null) this.#begin();
  }

  /** These tickets are void; main knows whether the right is gone or only the address changed. */
  revoke(tickets: readonly string[], ending: TicketEnding): void {
    if (this.#ticket === null || !tickets.includes(this.#ticket)) return;
    if (ending === 'asks-again') this.#begin();
    else this.listen(null);
    if (ending === 'heard-elsewhere') for (const listener of this.#takenListeners) listener();
  }

  /** What the worker hears of the ticket it was given. */
  told(ticket: string, state: SoundState): void {
    if (ticket !== this.#ticket) return;
    if (state.kind === 'playing') this.#askAgain.reset();
    if (state.kind === 'closed' && VOID_TICKET.has(state.reason)) this.#beginLater(state.reason);
    else this.#say(statusOf(state));
  }

  dispose(): void {
    this.#leave();
    this.#camera = null;
    this.#stopAwake?.();
    this.#output?.dispose();
    this.#statusListeners.clear();
    this.#takenListeners.clear();
    this.#levelListeners.clear();
  }

  #hush(): void {
    this.#output?.hush();
    this.#stopAwake?.();
    this.#stopAwake = this.#clock.after(SLEEP_AFTER_MS, () => {
      this.#output?.sleep();
    });
  }

  #wake(): void {
    this.#output ??= this.#open({
      level: (level) => {
        for (const listener of this.#levelListeners) listener(level);
      },
      changed: () => {
        this.#judge();
      },
    });
    this.#output.setVolume(this.#volume);
    this.#output.wake();
    this.#awakeDue = false;
    this.#stopAwake?.();
    this.#stopAwake = this.#clock.after(AWAKE_WITHIN_MS, () => {
      this.#awakeDue = true;
      this.#judge();
    });
  }

  #begin(): void {
    this.#leave();
    this.#say({ kind: 'starting' });
    void this.#ask();
  }

  async #ask(): Promise<void> {
    const [camera, output, attempt] = [this.#camera, this.#output, this.#attempt];
    if (camera === null || output === null) return;
    try {
      const { ticket } = await this.#ports.listen({ cameraId: camera });
      if (attempt !== this.#attempt) {
        this.#ports.close(ticket);
        return;
      }
      this.#ticket = ticket;
      const port = await output.feed();
      if (attempt === this.#attempt) this.#ports.send({ kind: 'hear', ticket, port }, [port]);
    } catch (thrown) {
      if (attempt !== this.#attempt) return;
      const { reason, again } = openFailureOf(thrown);
      if (again) this.#beginLater(reason);
      else this.#say({ kind: 'failed', reason, retries: false });
    }
  }

  #beginLater(reason: StreamFailure): void {
    this.#say({ kind: 'failed', reason, retries: true });
    this.#stopAgain?.();
    this.#stopAgain = this.#clock.after(this.#askAgain.next(), () => {
      this.#begin();
    });
  }

  /** Lets go of the ticket; the worker is silent at once. */
  #leave(): void {
    this.#attempt += 1;
    this.#stopAgain?.();
    this.#stopAgain = null;
    if (this.#ticket === null) return;
    this.#ports.send({ kind: 'unhear' });
    this.#ports.close(this.#ticket);
    this.#ticket = null;
  }

  #say(status: SoundStatus): void {
    this.#heard = status;
    this.#judge();
  }

  /** Sound that comes from the camera but not out of the machine is not sound. */
  #judge(): void {
    const mute = this.#heard.kind === 'playing' && this.#awakeDue && this.#output?.running !== true;
    const status: SoundStatus = mute ? { kind: 'blocked' } : this.#heard;
    if (JSON.stringify(status) === JSON.stringify(this.#status)) return;
    this.#status = status;
    for (const listener of [...this.#statusListeners]) listener(status);
  }
}

function statusOf(state: SoundState): SoundStatus {
  switch (state.kind) {
    case 'connecting':
      return { kind: 'starting' };
    case 'playing':
      return { kind: 'playing' };
    case 'none':
      return { kind: 'none' };
    case 'retrying':
      return { kind: 'failed', reason: state.reason, retries: true };
    case 'closed':
      return { kind: 'failed', reason: state.reason, retries: false };
  }
}
