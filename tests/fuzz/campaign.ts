/** The fuzzing itself: mutate, run, keep what reaches new code, minimise what breaks a promise. */
import type { RandomSource } from '../../tools/camera-sim/random.ts';
import type { BlockCoverage } from './block-coverage.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { judge, minimised, type Limits } from './judge.ts';
import { mutate } from './mutate.ts';

export interface CampaignOptions {
  readonly corpus: readonly Uint8Array[];
  readonly random: RandomSource;
  readonly limits: Limits;
  /** `null` mutates the given corpus only, which makes a run the same on every machine. */
  readonly coverage: BlockCoverage | null;
  /** Asked before each batch. */
  readonly goesOn: (inputs: number) => boolean;
  readonly onFinding: (input: Uint8Array, problem: string) => void;
  /** An input of its own that reached new code. */
  readonly onReach: (input: Uint8Array) => void;
}

export interface CampaignResult {
  readonly inputs: number;
  readonly bytes: number;
  readonly findings: number;
  readonly reached: number;
  readonly slowestMs: number;
}

/** Batches grow while nothing new is reached, so that looking costs little. */
const leastBatch = 50;
const mostBatch = 3200;
/** A broken promise shows again and again in slightly other inputs; the first of each kind is enough. */
const maxFindings = 20;

export function runCampaign(target: FuzzTarget, options: CampaignOptions): CampaignResult {
  const { random, limits, coverage } = options;
  const corpus = [...target.seeds(), ...options.corpus];
  const pick = (): Uint8Array => corpus[random.integer(corpus.length)] ?? new Uint8Array(1);
  const problems = new Set<string>();
  const result = { inputs: 0, bytes: 0, findings: 0, reached: 0, slowestMs: 0 };
  const tryOne = (input: Uint8Array): void => {
    const { problem, ms } = judge(target, input, limits);
    result.inputs += 1;
    result.bytes += input.length;
    result.slowestMs = Math.max(result.slowestMs, ms);
    const kind = problem?.replaceAll(/\d+/gu, '') ?? null;
    if (problem === null || kind === null || problems.has(kind) || problems.size >= maxFindings) return;
    problems.add(kind);
    result.findings += 1;
    options.onFinding(minimised(target, input, limits), problem);
  };
  const next = (): Uint8Array => {
    const from = pick();
    const reshaped = random.integer(3) === 0 ? null : target.reshape(from, random);
    return reshaped ?? mutate(from, { random, words: target.words, other: pick });
  };
  for (const input of corpus) tryOne(input);
  coverage?.look('note');
  let batchInputs = leastBatch;
  while (options.goesOn(result.inputs)) {
    const batch = Array.from({ length: batchInputs }, next);
    for (const input of batch) tryOne(input);
    if (coverage === null || coverage.look('glance') === 0) {
      batchInputs = Math.min(mostBatch, batchInputs * 2);
      continue;
    }
    batchInputs = leastBatch;
    for (const input of newOnes(target, batch, coverage)) {
      corpus.push(input);
      result.reached += 1;
      options.onReach(input);
    }
  }
  return result;
}

/** Which inputs of a batch it was that reached something new. */
function newOnes(target: FuzzTarget, batch: readonly Uint8Array[], coverage: BlockCoverage): readonly Uint8Array[] {
  return batch.filter((input) => {
    try {
      target.run(input);
    } catch {
      // judged already
    }
    return coverage.look('note') > 0;
  });
}

/** The smallest inputs that together reach what all of them reach. */
export function distilled(target: FuzzTarget, inputs: readonly Uint8Array[], coverage: BlockCoverage): readonly Uint8Array[] {
  newOnes(target, target.seeds(), coverage);
  return newOnes(
    target,
    inputs.toSorted((left, right) => left.length - right.length),
    coverage,
  );
}
