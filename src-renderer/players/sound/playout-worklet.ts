/** Entry of the audio worklet: one per window. Samples come straight from the decode worker; only the loudness goes to the window. */
import { Playout } from './playout.ts';
import type { SoundSamples } from './sound-messages.ts';

// The scope of a worklet is not in TypeScript's libraries (Web Audio §1.32).
declare const sampleRate: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

const levelEverySamples = sampleRate / 10;

class PlayoutProcessor extends AudioWorkletProcessor {
  #playout = new Playout(sampleRate);
  #feed: MessagePort | null = null;
  #sinceLevel = 0;

  constructor() {
    super();
    this.port.onmessage = (message: MessageEvent<MessagePort | null>) => {
      this.#take(message.data);
    };
  }

  process(_inputs: unknown, outputs: readonly (readonly Float32Array[])[]): boolean {
    const out = outputs[0]?.[0];
    if (out === undefined) return true;
    this.#playout.pull(out);
    this.#sinceLevel += out.length;
    if (this.#sinceLevel >= levelEverySamples) {
      this.#sinceLevel = 0;
      this.port.postMessage(this.#playout.takeLevel());
    }
    return true;
  }

  /** Another camera's sound, or none any more: nothing of the last one is heard again. */
  #take(feed: MessagePort | null): void {
    this.#feed?.close();
    this.#playout = new Playout(sampleRate);
    this.#feed = feed;
    if (feed === null) return;
    feed.onmessage = (message: MessageEvent<SoundSamples>) => {
      this.#playout.push(message.data.samples, message.data.rate);
    };
  }
}

registerProcessor('playout', PlayoutProcessor);
