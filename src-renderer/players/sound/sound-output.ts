/** The window's loudspeaker: an audio context with the playing worklet, made at the first wish to hear something. */
import workletUrl from './playout-worklet.ts?worker&url';

export interface SoundOutput {
  /** To be called within a person's click or key: browsers play nothing before one. */
  wake(): void;
  /** Nothing of what was fed is heard any more. */
  hush(): void;
  /** No work for the machine until woken. */
  sleep(): void;
  /** The end a decode worker sends samples into; what was fed before is heard no more. Rejects where there is nothing to play on. */
  feed(): Promise<MessagePort>;
  /** 0…1. */
  setVolume(volume: number): void;
  /** Whether sound really comes out. */
  readonly running: boolean;
  dispose(): void;
}

export interface SoundOutputEvents {
  /** Root mean square of what is played, 0…1, ten times a second. */
  level(level: number): void;
  /** `running` may have changed. */
  changed(): void;
}

export type OpenSoundOutput = (events: SoundOutputEvents) => SoundOutput;

/** Steps of the volume are heard as clicks; this long a slope is not. */
const volumeSlopeSeconds = 0.02;

export const openSoundOutput: OpenSoundOutput = (events) => {
  const context = new AudioContext({ latencyHint: 'interactive' });
  const volume = context.createGain();
  volume.connect(context.destination);
  context.onstatechange = () => {
    events.changed();
  };
  const node = context.audioWorklet.addModule(workletUrl).then(() => {
    const playout = new AudioWorkletNode(context, 'playout', { numberOfInputs: 0, outputChannelCount: [1] });
    playout.port.onmessage = (message: MessageEvent<number>) => {
      events.level(message.data);
    };
    playout.connect(volume);
    return playout;
  });
  node.catch(() => undefined); // whoever wants to feed it hears of it
  return {
    wake() {
      context.resume().catch(() => undefined); // refused until a person acts; `running` tells
    },
    hush() {
      node.then(
        (playout) => {
          playout.port.postMessage(null);
        },
        () => undefined,
      );
    },
    sleep() {
      context.suspend().catch(() => undefined);
    },
    async feed() {
      const playout = await node;
      const { port1, port2 } = new MessageChannel();
      playout.port.postMessage(port1, [port1]);
      return port2;
    },
    setVolume(wanted) {
      volume.gain.setTargetAtTime(wanted, context.currentTime, volumeSlopeSeconds);
    },
    get running() {
      return context.state === 'running';
    },
    dispose() {
      context.onstatechange = null;
      context.close().catch(() => undefined);
    },
  };
};
