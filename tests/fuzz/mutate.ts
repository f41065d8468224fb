/** Damage to byte strings, repeatable by its random source. */
import type { RandomSource } from '../../tools/camera-sim/random.ts';

/** No input grows beyond this: large enough that anything quadratic shows, small enough for thousands a second. */
export const maxInputBytes = 192 * 1024;
const usualBytes = 8 * 1024;

/** Values at which lengths and counts go wrong. */
const edges = [0, 1, 2, 3, 0x0d, 0x0a, 0x24, 0x3f, 0x40, 0x7e, 0x7f, 0x80, 0x81, 0xc0, 0xfe, 0xff];

export interface Mutator {
  readonly random: RandomSource;
  readonly words: readonly Uint8Array[];
  /** Another input, to be joined with. */
  readonly other: () => Uint8Array;
}

type Change = (bytes: Uint8Array, mutator: Mutator) => Uint8Array;

const replaced = (bytes: Uint8Array, from: number, to: number, middle: Uint8Array): Uint8Array =>
  Buffer.concat([bytes.subarray(0, from), middle, bytes.subarray(to)]);

const set = (bytes: Uint8Array, at: number, value: number): Uint8Array => {
  const changed = Uint8Array.from(bytes);
  changed[at] = value;
  return changed;
};

function stretch(bytes: Uint8Array, { random }: Mutator): Uint8Array {
  const from = random.integer(bytes.length);
  const block = bytes.subarray(from, from + 1 + random.integer(24));
  const times = 1 + random.integer(Math.min(20_000, Math.floor(maxInputBytes / Math.max(1, block.length))));
  return replaced(bytes, from, from, Buffer.alloc(block.length * times, block));
}

const changes: readonly Change[] = [
  (bytes, { random }) => set(bytes, random.integer(bytes.length), random.integer(256)),
  (bytes, { random }) => set(bytes, random.integer(bytes.length), edges[random.integer(edges.length)] ?? 0),
  (bytes, { random }) => {
    const at = random.integer(bytes.length);
    return set(bytes, at, (bytes[at] ?? 0) ^ (1 << random.integer(8)));
  },
  (bytes, { random }) => {
    const at = random.integer(bytes.length);
    return set(bytes, at, (bytes[at] ?? 0) + (random.integer(2) === 0 ? 1 : -1) * (1 + random.integer(16)));
  },
  (bytes, { random }) => {
    const from = random.integer(bytes.length);
    return replaced(bytes, from, from + 1 + random.integer(Math.min(64, bytes.length)), new Uint8Array(0));
  },
  (bytes, { random }) => bytes.subarray(0, 1 + random.integer(bytes.length)),
  (bytes, { random }) => {
    const [from, to] = [random.integer(bytes.length), random.integer(bytes.length)];
    return replaced(bytes, to, to, bytes.subarray(from, from + 1 + random.integer(256)));
  },
  (bytes, { random }) => {
    const at = random.integer(bytes.length + 1);
    const noise = Uint8Array.from({ length: 1 + random.integer(16) }, () => random.integer(256));
    return replaced(bytes, at, at, noise);
  },
  (bytes, { random, words }) => {
    const at = random.integer(bytes.length + 1);
    const word = words[random.integer(words.length)] ?? new Uint8Array(0);
    return replaced(bytes, at, random.integer(2) === 0 ? at : at + word.length, word);
  },
  (bytes, { random, other }) => {
    const second = other();
    return Buffer.concat([bytes.subarray(0, random.integer(bytes.length + 1)), second.subarray(random.integer(second.length + 1))]);
  },
];

/** One to eight changes in a row; now and then one block many times over. */
export function mutate(input: Uint8Array, mutator: Mutator): Uint8Array {
  const { random } = mutator;
  let bytes = input;
  for (let left = 1 + random.integer(8); left > 0; left -= 1) {
    const change = random.integer(200) === 0 ? stretch : changes[random.integer(changes.length)];
    bytes = bytes.length === 0 || change === undefined ? mutator.other() : change(bytes, mutator);
  }
  return bytes.subarray(0, random.integer(50) === 0 ? maxInputBytes : Math.max(usualBytes, input.length));
}
