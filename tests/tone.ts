/** Which of the simulator's tones is in a piece of sound: the one a Goertzel filter answers to loudest. */
import { toneHz } from '../tools/camera-sim/cameras.ts';

function power(samples: readonly number[], sampleRate: number, hz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hz) / sampleRate);
  let before = 0;
  let last = 0;
  for (const sample of samples) [before, last] = [last, turn * last - before + sample];
  return (last * last + before * before - turn * last * before) / (samples.length / 2) ** 2;
}

/** `null` for silence, and for sound in which no tone stands clear of the others. */
export function toneIn(samples: readonly number[], sampleRate: number): number | null {
  const found = toneHz.map((hz) => ({ hz, power: power(samples, sampleRate, hz) })).sort((left, right) => right.power - left.power);
  const [loudest, next] = found;
  if (loudest === undefined || next === undefined) return null;
  return loudest.power > 1e-4 && loudest.power > 10 * next.power ? loudest.hz : null;
}
