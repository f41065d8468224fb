/** Listens to what the window plays: everything the page sends to the sound card also goes through an analyser of ours. */
import { toneIn } from '../../tone.ts';
import type { CdpPage } from './cdp-page.ts';

/** Samples read at a time: a fifth of a second. */
const WINDOW = 8192;

interface Tap {
  readonly analyser: AnalyserNode;
  readonly samples: Float32Array<ArrayBuffer>;
}

/** Before the first sound: the page's own way to the sound card is taken note of. */
export async function tapLoudspeaker(page: CdpPage): Promise<void> {
  await page.evaluate((size) => {
    type Connect = (this: AudioNode, to: AudioNode | AudioParam) => AudioNode;
    const connect = Reflect.get(AudioNode.prototype, 'connect') as Connect; // its several forms as one
    const tapped: Connect = function (to) {
      if (to instanceof AudioDestinationNode) {
        const analyser = new AnalyserNode(to.context, { fftSize: size });
        const tap: Tap = { analyser, samples: new Float32Array(size) };
        connect.call(this, analyser);
        Reflect.set(globalThis, 'heardByTest', tap);
      }
      return connect.call(this, to);
    };
    Reflect.set(AudioNode.prototype, 'connect', tapped);
  }, WINDOW);
}

/** The camera's tone that is being played; `null` for silence and for anything unclear. */
export async function heardTone(page: CdpPage): Promise<number | null> {
  const heard = await page.evaluate(() => {
    const tap = Reflect.get(globalThis, 'heardByTest') as Tap | undefined;
    tap?.analyser.getFloatTimeDomainData(tap.samples);
    return tap === undefined ? null : { samples: [...tap.samples], rate: tap.analyser.context.sampleRate };
  });
  return heard === null ? null : toneIn(heard.samples, heard.rate);
}
