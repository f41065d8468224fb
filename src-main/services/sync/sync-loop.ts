/** Keeps this machine and the province in step: edits up first, then the feed down, again and again, as the line allows. */
import type { Clock } from '../../base/clock.ts';
import type { Disposable } from '../../base/disposable.ts';
import { afterAnswer, afterFailure, afterNetworkReturned, askLine, freshLine, type Line } from '../../base/sync/line.ts';
import { isPassing, type ProvinceFailure } from '../../base/sync/province-answer.ts';
import type { CopyFacts } from '../../base/sync/proposal.ts';
import type { AppliedChange } from '../../cache/config/receive.ts';
import { feedStep, proposalStep, type ConfigPlace, type ProposalPlace, type ProvinceFeed, type StepEnd } from './step.ts';

/** What a person sees of it. */
export type SyncState =
  | { readonly kind: 'working' }
  | { readonly kind: 'in-step' }
  | { readonly kind: 'waiting'; readonly failure: ProvinceFailure }
  | { readonly kind: 'distrusting'; readonly reason: string }
  /** Its own files failed it. */
  | { readonly kind: 'broken' };

export interface SyncEdges {
  readonly province: ProvinceFeed;
  readonly config: ConfigPlace;
  readonly proposals: ProposalPlace;
  readonly facts: CopyFacts;
  readonly clock: Clock;
  readonly random: () => number;
  /** How long between two questions while nothing is known to be new, in ms. */
  readonly everyMs: number;
  readonly onState: (state: SyncState) => void;
  /** In this order: what tightens stands first. */
  readonly onChanges: (changes: readonly AppliedChange[]) => void;
  readonly onFault: (failure: unknown) => void;
}

/** An answer not to be believed counts as none: the next question waits as after any failure. */
const disbelief: ProvinceFailure = { kind: 'not-our-contract', status: 200 };

export class SyncLoop implements Disposable {
  readonly #edges: SyncEdges;
  #line: Line = freshLine;
  #timer: Disposable | null = null;
  #turning = false;
  /** Woken while a turn was under way, which may have passed what is new already. */
  #again = false;
  #disposed = false;

  constructor(edges: SyncEdges) {
    this.#edges = edges;
  }

  /** Asks now if the line allows: at start, after an edit, when the session says that something is new. */
  wake(): void {
    if (this.#disposed) return;
    if (this.#turning) {
      this.#again = true;
      return;
    }
    const now = this.#edges.clock.now();
    const permit = askLine(this.#line, now);
    if (permit.kind === 'wait') {
      this.#wakeAfter((permit.untilMs ?? now) - now);
      return;
    }
    this.#line = permit.line;
    this.#turning = true;
    this.#again = false;
    void this.#turn();
  }

  /** The machine has a network again. */
  networkReturned(): void {
    this.#line = afterNetworkReturned(this.#line, this.#edges.clock.now(), this.#edges.random);
    this.wake();
  }

  dispose(): void {
    this.#disposed = true;
    this.#timer?.dispose();
  }

  async #turn(): Promise<void> {
    const { clock, onFault, onState, everyMs } = this.#edges;
    onState({ kind: 'working' });
    try {
      this.#settle(await this.#steps());
    } catch (failure) {
      if (this.#disposed) return;
      onState({ kind: 'broken' });
      onFault(failure);
      this.#line = { ...afterAnswer(), notBefore: clock.now() + everyMs };
    }
    this.#turning = false;
    this.#wakeAfter(Math.max(this.#again ? 0 : everyMs, this.#line.notBefore - clock.now()));
  }

  /** Until there is nothing more to ask, or no sense in asking. */
  async #steps(): Promise<StepEnd> {
    const { province, config, proposals, facts } = this.#edges;
    const edits = await this.#run(() => proposalStep(province, proposals, facts));
    if (edits.kind === 'failed' && isPassing(edits.failure)) return edits;
    // An edit that cannot go through keeps nobody from hearing that a right is gone.
    const feed = await this.#run(() => feedStep(province, config));
    return feed.kind === 'up-to-date' ? edits : feed;
  }

  async #run(step: () => Promise<StepEnd>): Promise<StepEnd> {
    let end = await step();
    while (end.kind === 'go-on' && !this.#disposed) end = await step();
    if (end.kind === 'up-to-date' && end.changes.length > 0) this.#edges.onChanges(end.changes);
    return end;
  }

  #settle(end: StepEnd): void {
    if (this.#disposed) return;
    const { clock, random, onState } = this.#edges;
    switch (end.kind) {
      case 'go-on':
      case 'up-to-date':
        this.#line = afterAnswer();
        onState({ kind: 'in-step' });
        return;
      case 'failed':
        this.#line = afterFailure(this.#line, end.failure, clock.now(), random);
        onState({ kind: 'waiting', failure: end.failure });
        return;
      case 'distrusted':
        this.#line = afterFailure(this.#line, disbelief, clock.now(), random);
        onState({ kind: 'distrusting', reason: end.reason });
    }
  }

  #wakeAfter(delayMs: number): void {
    if (this.#disposed) return;
    this.#timer?.dispose();
    this.#timer = this.#edges.clock.after(Math.max(0, delayMs), () => {
      this.wake();
    });
  }
}
