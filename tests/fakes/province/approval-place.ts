/** Four eyes at a workstation: the real approvals over a session rig, with what they wrote and opened in sight. */
import { randomUUID } from 'node:crypto';
import type { User } from '../../../src-contract/province/schemas.ts';
import { Approvals } from '../../../src-main/services/approvals/approvals.ts';
import { Openings } from '../../../src-main/services/approvals/openings.ts';
import type { Deed } from '../../../src-main/services/audit/audit.ts';
import { usualRules, type PrivacyRules } from '../../../src-main/services/privacy/privacy-rules.ts';
import { createSteppedClock, type SteppedClock } from '../stepped-clock.ts';
import type { SessionRig } from './session-rig.ts';

export interface ApprovalPlace {
  readonly rig: SessionRig;
  readonly approvals: Approvals;
  readonly openings: Openings;
  readonly clock: SteppedClock;
  readonly written: Deed[];
  readonly rules: { current: PrivacyRules };
}

export function approvalPlace(rig: SessionRig, mayStandBeside: (user: User) => boolean = () => true): ApprovalPlace {
  const clock = createSteppedClock();
  const openings = new Openings(clock);
  const written: Deed[] = [];
  const rules = { current: usualRules };
  const approvals = new Approvals({
    seat: rig.seat,
    membership: () => rig.service.membership(),
    prove: (given) => rig.service.second(given),
    access: {
      demand: () => ({ allow: true, rule: 'test', maxSeconds: null }),
      judge: () => ({ allow: true, rule: 'test', maxSeconds: null }),
    },
    mayStandBeside,
    openings,
    audit: {
      act: async (deed, effect) => {
        written.push(deed);
        return effect();
      },
    },
    rules: () => rules.current,
    names: { person: (id) => id, camera: (id) => id },
    newId: randomUUID,
  });
  return { rig, approvals, openings, clock, written, rules };
}
