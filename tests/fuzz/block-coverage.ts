/** Which code of the project ran, from V8's own block counters: tells the fuzzer which inputs reach something new. */
import { Session } from 'node:inspector';
import { toDisposable, type Disposable } from '../../src-main/base/disposable.ts';

interface FunctionCoverage {
  readonly ranges: readonly { readonly startOffset: number; readonly endOffset: number; readonly count: number }[];
}
interface ScriptCoverage {
  readonly url: string;
  readonly functions: readonly FunctionCoverage[];
}

export interface BlockCoverage extends Disposable {
  /**
   * Characters of code that ran since the last call and never before. Asking costs more than running an
   * input, so a whole batch is looked at first (`glance`), and its inputs one by one only if that found something.
   */
  look(kind: 'glance' | 'note'): number;
  /** Characters of code that ever ran. */
  covered(): number;
}

const glanced = 2;
const noted = 1;

/** `isWanted` chooses scripts by their URL. */
export function startCoverage(isWanted: (url: string) => boolean): BlockCoverage {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const seen = new Map<string, Uint8Array>();
  return {
    look: (kind) => {
      let found = 0;
      session.post('Profiler.takePreciseCoverage', (failure: Error | null, { result }: { readonly result: readonly ScriptCoverage[] }) => {
        if (failure !== null) throw failure;
        for (const script of result) if (isWanted(script.url)) found += mark(script, seen, kind === 'note' ? noted : glanced);
      });
      return found;
    },
    covered: () => [...seen.values()].reduce((sum, known) => sum + known.reduce((count, mark) => count + (mark > 0 ? 1 : 0), 0), 0),
    ...toDisposable(() => {
      session.disconnect();
    }),
  };
}

/** What was only glanced at is still news to a note, but no more to a glance. */
function mark({ url, functions }: ScriptCoverage, seen: Map<string, Uint8Array>, as: number): number {
  let found = 0;
  for (const { ranges } of functions) {
    const [whole] = ranges;
    if (whole === undefined || whole.count === 0) continue;
    const known = grown(seen.get(url), whole.endOffset);
    seen.set(url, known);
    // Ranges are nested and in order, so later ones say more about their part.
    const ran = new Uint8Array(whole.endOffset - whole.startOffset);
    for (const { startOffset, endOffset, count } of ranges)
      ran.fill(count > 0 ? 1 : 0, startOffset - whole.startOffset, endOffset - whole.startOffset);
    for (let at = 0; at < ran.length; at += 1) {
      const before = known[whole.startOffset + at] ?? 0;
      if (ran[at] !== 1 || before === noted || before === as) continue;
      known[whole.startOffset + at] = as;
      found += 1;
    }
  }
  return found;
}

function grown(known: Uint8Array | undefined, length: number): Uint8Array {
  if (known !== undefined && known.length >= length) return known;
  const larger = new Uint8Array(Math.max(length, 4096));
  if (known !== undefined) larger.set(known);
  return larger;
}
