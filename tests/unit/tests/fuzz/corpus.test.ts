/** Every input that once broke a parser or reached a corner of it, and a few thousand new ones, the same on every machine. `npm run fuzz` goes on from here. */
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../tools/camera-sim/random.ts';
import { runCampaign } from '../../../fuzz/campaign.ts';
import { readCorpus } from '../../../fuzz/corpus.ts';
import { Finding, targetNames, type FuzzTarget } from '../../../fuzz/fuzz-target.ts';
import { judge, minimised, patientLimits } from '../../../fuzz/judge.ts';
import { targets } from '../../../fuzz/targets/all.ts';

const inputs = 1500;

describe.each(targetNames)('hostile bytes for %s', (name) => {
  it('are refused or understood, within bounds', { timeout: 60_000 }, () => {
    const found: string[] = [];
    const corpus = readCorpus(name);
    const result = runCampaign(targets[name], {
      corpus,
      random: seededRandom(1),
      limits: patientLimits,
      coverage: null,
      goesOn: (done) => done < corpus.length + inputs,
      onFinding: (input, problem) => found.push(`${problem}: ${Buffer.from(input).toString('hex').slice(0, 400)}`),
      onReach: () => undefined,
    });
    expect(found).toEqual([]);
    expect(result.inputs).toBeGreaterThanOrEqual(inputs);
  });
});

describe('the judge', () => {
  const target = (run: (input: Uint8Array) => void): FuzzTarget => ({ ...targets.sdp, run });

  it('tells an exception, a broken promise, slowness and growth', () => {
    const hoard: Buffer[] = [];
    const limits = { inputMs: 10, growthBytes: 1_000_000_000 };
    const judged = (run: (input: Uint8Array) => void, others = limits) => judge(target(run), new Uint8Array(4), others).problem;
    expect(judged(() => undefined)).toBeNull();
    expect(judged(() => void JSON.parse('{'))).toMatch(/^SyntaxError/u);
    expect(
      judged(() => {
        throw new Finding('two lines');
      }),
    ).toBe('Finding: two lines');
    expect(judged(busy)).toMatch(/^time/u);
    const small = { inputMs: 10_000, growthBytes: 20_000_000 };
    expect(judged(() => hoard.push(Buffer.allocUnsafe(80_000_000)), small)).toMatch(/^memory/u);
  });

  it('makes a failing input small', () => {
    const fails = target((input) => {
      if (input.includes(7) && input.includes(9)) throw new Finding('both');
    });
    const input = Uint8Array.from({ length: 400 }, (_, at) => (at === 100 ? 7 : at === 300 ? 9 : 1));
    expect([...minimised(fails, input, patientLimits)]).toEqual([7, 9]);
  });
});

/** Uses the processor, not the clock: on a busy machine the two are not the same. */
function busy(): void {
  const used = (): number => process.threadCpuUsage().user / 1000;
  for (const until = used() + 30; used() < until;) Math.sqrt(until);
}
