import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import { expect, it } from 'vitest';
import { decideAccess } from '../../../src-contract/rights/decide.ts';
import { seededRandom } from '../../../tools/camera-sim/random.ts';
import { callOf, policiesOf } from './cedar-policies.ts';
import { randomWorld } from './random-world.ts';

const WORLDS = 200;
const REQUESTS_IN_EACH = 500;

it('decides 100,000 random requests as an independent policy engine does', { timeout: 300_000 }, () => {
  const counts = { allowed: 0, denied: 0 };
  for (let seed = 1; seed <= WORLDS; seed += 1) {
    const source = seededRandom(seed);
    const world = randomWorld(() => source.next());
    const parsed = preparsePolicySet('world', { staticPolicies: policiesOf(world) });
    expect(parsed.type, JSON.stringify(parsed)).toBe('success');
    for (let index = 0; index < REQUESTS_IN_EACH; index += 1) {
      const request = world.request();
      const ours = decideAccess(request, world.data);
      const answer = statefulIsAuthorized(callOf(request, 'world'));
      const theirs = answer.type === 'success' ? answer.response : answer;
      const agree =
        answer.type === 'success' &&
        answer.response.diagnostics.errors.length === 0 &&
        (answer.response.decision === 'allow') === ours.allow;
      if (!agree) expect.fail(`seed ${seed}, request ${index}: ${JSON.stringify({ ours, theirs, request }, null, 1)}`);
      counts[ours.allow ? 'allowed' : 'denied'] += 1;
    }
  }
  // A comparison in which nearly everything is denied would prove little.
  expect(counts.allowed).toBeGreaterThan(5_000);
  expect(counts.allowed + counts.denied).toBe(WORLDS * REQUESTS_IN_EACH);
});
