/** Runs one input and says what was wrong with it: an exception, too long, too much memory. */
import { getHeapStatistics } from 'node:v8';
import type { FuzzTarget } from './fuzz-target.ts';

export interface Limits {
  /** For one input; a slow one is measured three times, and its best counts. */
  readonly inputMs: number;
  /** Growth of heap and buffers while one input is read, above what its size explains. */
  readonly growthBytes: number;
}

/** One picture of 16 MB is the largest thing any parser may allocate at once; garbage is not collected in between. */
export const usualLimits: Limits = { inputMs: 250, growthBytes: 64 * 1024 * 1024 };
/** For test runs on machines that do other things too. */
export const patientLimits: Limits = { inputMs: 5000, growthBytes: 64 * 1024 * 1024 };

const held = (): number => {
  const statistics = getHeapStatistics();
  return statistics.used_heap_size + statistics.external_memory;
};

/** Processor time of this thread: how busy the machine is does not count. */
const threadMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

const growthPerByte = 256;

export interface Judgement {
  /** `null` when every promise was kept. */
  readonly problem: string | null;
  readonly ms: number;
}

export function judge(target: FuzzTarget, input: Uint8Array, limits: Limits): Judgement {
  let bestMs = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 3 && bestMs > limits.inputMs; attempt += 1) {
    const before = held();
    const startedMs = threadMs();
    try {
      target.run(input);
    } catch (failure) {
      return { problem: failure instanceof Error ? `${failure.name}: ${failure.message}` : 'something that is no error', ms: 0 };
    }
    bestMs = Math.min(bestMs, threadMs() - startedMs);
    const growth = held() - before;
    if (growth > limits.growthBytes + growthPerByte * input.length)
      return { problem: `memory: ${Math.round(growth / 1e6)} MB more after ${input.length} bytes`, ms: bestMs };
  }
  return { problem: bestMs > limits.inputMs ? `time: ${Math.round(bestMs)} ms for ${input.length} bytes` : null, ms: bestMs };
}

const maxTries = 3000;

/** A smaller input with a problem of the same kind. */
export function minimised(target: FuzzTarget, input: Uint8Array, limits: Limits): Uint8Array {
  const kind = (problem: string | null): string => (problem ?? 'none').replaceAll(/\d+/gu, '');
  const wanted = kind(judge(target, input, limits).problem);
  let smallest = input;
  let tries = 0;
  for (let step = Math.ceil(input.length / 2); step >= 1; step = step === 1 ? 0 : Math.ceil(step / 2)) {
    for (let at = 0; at < smallest.length && tries < maxTries; tries += 1) {
      const shorter = Buffer.concat([smallest.subarray(0, at), smallest.subarray(at + step)]);
      if (shorter.length < smallest.length && kind(judge(target, shorter, limits).problem) === wanted) smallest = shorter;
      else at += step;
    }
  }
  return smallest;
}
