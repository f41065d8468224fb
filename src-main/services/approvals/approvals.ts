/**
 * Four eyes: acts a second person approves, through the province or beside the first one at this seat.
 *
 * An approval is bound to the hash of one exact request, is given by somebody else in another session, is good for minutes
 * and once. What is being asked is held in memory: after a restart it is asked anew.
 */
import { isDeepStrictEqual } from 'node:util';
import { VmsError } from '../../../src-contract/errors.ts';
import { noApprovals, type ApprovalsState } from '../../../src-contract/model/approvals.ts';
import type { OpenedAct } from '../../../src-contract/model/privacy.ts';
import type { Permission } from '../../../src-contract/model/rights.ts';
import type { Approval, User } from '../../../src-contract/province/schemas.ts';
import { Emitter } from '../../base/disposable.ts';
import { askProvince, type ProvinceEdges } from '../../rest/ask.ts';
import type { Access } from '../access/access.ts';
import type { Audit, Deed } from '../audit/audit.ts';
import type { PrivacyRules } from '../privacy/privacy-rules.ts';
import type { CurrentSession } from '../session/current-session.ts';
import type { Membership } from '../session/membership.ts';
import { provinceError } from '../session/province-error.ts';
import type { SecondPerson } from '../session/second-person.ts';
import type { Occupant } from '../session/seat.ts';
import { approvalView, type ViewNames } from './approval-view.ts';
import { bound, judgeApproval, type BoundText } from './bound-request.ts';
import type { Openings } from './openings.ts';

export interface Wish {
  readonly act: OpenedAct;
  readonly cameraId: string;
  readonly reason: string;
}

export interface SecondLogin {
  readonly login: string;
  readonly password: string;
  readonly totp?: string | undefined;
}

export interface ApprovalsNeeds {
  readonly seat: Pick<CurrentSession, 'acting'>;
  readonly membership: () => Pick<Membership, 'deviceId' | 'userEdges' | 'trust' | 'serverClock'> | null;
  readonly prove: (login: SecondLogin) => Promise<SecondPerson>;
  readonly access: Pick<Access, 'demand' | 'judge'>;
  /** Whether somebody may be the second person for that, on that camera. */
  readonly mayStandBeside: (user: User, act: OpenedAct, cameraId: string) => boolean;
  readonly openings: Pick<Openings, 'open'>;
  readonly audit: Pick<Audit, 'act'>;
  readonly rules: () => PrivacyRules;
  readonly names: ViewNames;
  /** A UUID. */
  readonly newId: () => string;
}

interface Asked extends Wish, BoundText {
  readonly id: string;
  readonly minutes: number;
  readonly sessionId: string;
  readonly windowId: string;
  readonly requester: { readonly id: string; readonly name: string };
  readonly shown: Approval | null;
}

const needed: Readonly<Record<OpenedAct, Permission>> = { unmask: 'mask.lift', 'sensitive-playback': 'replay.with-second' };
const MINUTE_MS = 60_000;
const MOST_MINE = 100;

export class Approvals {
  /** What windows are to show, at each difference. */
  readonly changed = new Emitter<ApprovalsState>();
  readonly #needs: ApprovalsNeeds;
  readonly #asked = new Map<string, Asked>();
  #told: ApprovalsState = noApprovals;

  constructor(needs: ApprovalsNeeds) {
    this.#needs = needs;
  }

  state(): ApprovalsState {
    return this.#told;
  }

  /** Rejects `unavailable` where the province cannot be asked, `denied` without the right. */
  async ask(wish: Wish, windowId: string): Promise<{ id: string }> {
    const asked = this.#begin(wish, windowId);
    const edges = this.#userEdges();
    await this.#needs.audit.act(this.#deed('request.create', asked), () => this.#askWith(edges, asked));
    this.#remember(asked);
    await this.look();
    return { id: asked.id };
  }

  /** Does what was approved. Rejects unless the province's signed word is for exactly that, and takes it back as used. */
  async use(id: string): Promise<void> {
    const asked = this.#asked.get(id);
    const by = this.#acting();
    if (asked?.sessionId !== by.sessionId) throw new VmsError('not-found', 'approval-unknown');
    await this.#spend(this.#userEdges(), asked, 'province');
    await this.look();
  }

  async approve(id: string, reason: string | null): Promise<void> {
    await this.#decide(id, 'approve', reason);
  }

  async reject(id: string, reason: string): Promise<void> {
    await this.#decide(id, 'refuse', reason);
  }

  /** The second person is beside the first; their own session lasts only for this. */
  async here(wish: Wish, login: SecondLogin, windowId: string): Promise<void> {
    const { prove, rules } = this.#needs;
    if (!rules().secondPersonHere) throw new VmsError('denied', 'second-person-not-here');
    const asked = this.#begin(wish, windowId);
    const second = await prove(login);
    try {
      this.#checkSecond(second.user, asked);
      const edges = this.#needs.membership()?.userEdges() ?? null;
      if (second.kind === 'province' && edges !== null) await this.#throughProvince(edges, second.edges, asked);
      else if (rules().secondPersonOffline) await this.#perform(asked, second.user, 'here');
      else throw new VmsError('unavailable', 'second-person-needs-province');
    } finally {
      await second.leave();
    }
  }

  /** Asks the province how everything stands. What cannot be asked now stays as it was told. */
  async look(): Promise<ApprovalsState> {
    const by = this.#needs.seat.acting();
    const edges = this.#needs.membership()?.userEdges() ?? null;
    if (by === null) this.#forget();
    if (by === null || edges === null) return this.#tell(by === null ? noApprovals : this.#told);
    const answer = await askProvince(edges, 'approvals');
    if (answer.kind !== 'answered' || this.#needs.seat.acting()?.sessionId !== by.sessionId) return this.#told;
    const { items } = answer.value;
    for (const item of items) {
      const own = this.#asked.get(item.approvalId);
      if (own !== undefined) this.#asked.set(own.id, { ...own, shown: item });
    }
    const { names, access } = this.#needs;
    const mayDecide = access.judge('second.decide', {}).allow;
    const toDecide = items.filter(({ state, requesterId }) => mayDecide && state === 'waiting' && requesterId !== by.user.id);
    const mine = [...this.#asked.values()].filter(({ sessionId }) => sessionId === by.sessionId).reverse();
    return this.#tell({
      toDecide: toDecide.map((item) => approvalView(item, names)),
      mine: mine.flatMap(({ shown }) => (shown === null ? [] : [approvalView(shown, names)])),
    });
  }

  /** Whether there is a reason to look again before somebody asks to. */
  get watches(): boolean {
    const waits = [...this.#asked.values()].some(({ shown }) => shown === null || shown.state === 'waiting' || shown.state === 'approved');
    return waits || this.#needs.access.judge('second.decide', {}).allow;
  }

  #begin({ act, cameraId, reason }: Wish, windowId: string): Asked {
    const { access, membership, names, newId, rules } = this.#needs;
    access.demand(needed[act], { cameraId });
    const member = membership();
    if (member === null) throw new VmsError('unavailable', 'not-enrolled');
    const { user, sessionId, purpose } = this.#acting();
    const [id, minutes] = [newId(), rules().liftMinutes];
    const request = { approvalId: id, act, cameraId, reason, minutes, requesterId: user.id, deviceId: member.deviceId };
    const text = bound({ ...request, purpose: purpose?.id ?? null, caseNo: purpose?.caseNo ?? null });
    const requester = { id: user.id, name: names.person(user.id) };
    return { ...text, id, act, cameraId, reason, minutes, sessionId, windowId, requester, shown: null };
  }

  async #askWith(edges: ProvinceEdges, { id, act, text, reason }: Asked): Promise<void> {
    const answer = await askProvince(edges, 'askApproval', { path: { approvalId: id }, body: { act, request: text, reason } });
    if (answer.kind !== 'answered') throw provinceError(answer);
  }

  async #throughProvince(edges: ProvinceEdges, secondEdges: ProvinceEdges, asked: Asked): Promise<void> {
    await this.#needs.audit.act(this.#deed('request.create', asked), () => this.#askWith(edges, asked));
    const body = { decision: 'approve', reason: null };
    const decided = await askProvince(secondEdges, 'decideApproval', { path: { approvalId: asked.id }, body });
    if (decided.kind !== 'answered') throw provinceError(decided);
    await this.#spend(edges, asked, 'here');
  }

  /** The approval as the province has it now, checked, and used up; then the act. */
  async #spend(edges: ProvinceEdges, asked: Asked, way: 'province' | 'here'): Promise<void> {
    const path = { approvalId: asked.id };
    const answer = await askProvince(edges, 'approval', { path });
    if (answer.kind !== 'answered') throw provinceError(answer);
    const member = this.#needs.membership();
    const wanted = { approvalId: asked.id, act: asked.act, sha256: asked.sha256, requesterId: asked.requester.id };
    const verdict = judgeApproval(answer.value, {
      ...wanted,
      keys: member?.trust().keys ?? [],
      nowMs: member?.serverClock.now() ?? Number.POSITIVE_INFINITY,
    });
    if (verdict.kind === 'refused') throw new VmsError('denied', verdict.reason);
    const used = await askProvince(edges, 'useApproval', { path, body: { requestSha256: asked.sha256 } });
    if (used.kind !== 'answered') throw provinceError(used);
    const { names } = this.#needs;
    await this.#perform(asked, { id: verdict.secondId, name: names.person(verdict.secondId) }, way);
  }

  /** Written down with both names before it is open. */
  async #perform(asked: Asked, second: Pick<User, 'id' | 'name'>, way: 'province' | 'here'): Promise<void> {
    const { access, openings, audit } = this.#needs;
    const by = this.#acting();
    if (by.sessionId !== asked.sessionId) throw new VmsError('denied', 'approval-unknown');
    if (second.id === by.user.id) throw new VmsError('denied', 'approval-same-person');
    access.demand(needed[asked.act], { cameraId: asked.cameraId });
    const deed = this.#deed(asked.act === 'unmask' ? 'mask.lift' : 'replay.start', asked);
    const params = { ...deed.params, second: second.id, secondName: second.name, minutes: asked.minutes, way };
    await audit.act({ ...deed, params }, () => {
      const { act, cameraId, sessionId, windowId, requester } = asked;
      const opened = { act, cameraId, sessionId, windowId, byName: requester.name, second: { id: second.id, name: second.name } };
      openings.open(opened, asked.minutes * MINUTE_MS);
    });
  }

  #checkSecond(user: User, { act, cameraId, requester }: Asked): void {
    if (user.id === requester.id) throw new VmsError('denied', 'approval-same-person');
    if (!this.#needs.mayStandBeside(user, act, cameraId)) throw new VmsError('denied', 'second-person-may-not');
  }

  async #decide(id: string, decision: 'approve' | 'refuse', reason: string | null): Promise<void> {
    const { audit } = this.#needs;
    const edges = this.#userEdges();
    const shown = this.#told.toDecide.find((one) => one.id === id);
    if (shown === undefined) throw new VmsError('not-found', 'approval-unknown');
    const { camera, act, requesterName } = shown;
    const object = camera === null ? null : { kind: 'camera', id: camera.id, label: camera.label };
    const action = decision === 'approve' ? 'request.approve' : 'request.reject';
    await audit.act({ action, object, requestId: id, reason, params: { act, requester: requesterName } }, async () => {
      const answer = await askProvince(edges, 'decideApproval', { path: { approvalId: id }, body: { decision, reason } });
      if (answer.kind !== 'answered') throw provinceError(answer);
    });
    await this.look();
  }

  #deed(action: Deed['action'], { cameraId, id, act, reason, sha256 }: Asked): Deed {
    const object = { kind: 'camera', id: cameraId, label: this.#needs.names.camera(cameraId) };
    return { action, object, requestId: id, reason, params: { act, requestSha256: sha256 } };
  }

  #remember(asked: Asked): void {
    this.#asked.set(asked.id, asked);
    for (const oldest of [...this.#asked.keys()].slice(0, -MOST_MINE)) this.#asked.delete(oldest);
  }

  #forget(): void {
    this.#asked.clear();
  }

  #userEdges(): ProvinceEdges {
    const edges = this.#needs.membership()?.userEdges() ?? null;
    if (edges === null) throw new VmsError('unavailable', 'second-person-needs-province');
    return edges;
  }

  #acting(): Occupant {
    const by = this.#needs.seat.acting();
    if (by === null) throw new VmsError('denied', 'sign-in-needed');
    return by;
  }

  #tell(next: ApprovalsState): ApprovalsState {
    if (isDeepStrictEqual(next, this.#told)) return this.#told;
    this.#told = next;
    this.changed.emit(next);
    return next;
  }
}
