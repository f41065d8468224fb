/** Brings the audit log to the province as the line allows, and stops, with an alarm, where the two differ. */
import type { AuditUploadState } from '../../../src-contract/model/audit-log.ts';
import type { EntryHead, Problem } from '../../../src-contract/province/schemas.ts';
import type { Clock } from '../../base/clock.ts';
import { Emitter, type Disposable } from '../../base/disposable.ts';
import { afterAnswer, afterFailure, afterNetworkReturned, askLine, freshLine, type Line } from '../../base/sync/line.ts';
import type { ProvinceLog } from '../../rest/audit-log.ts';
import { freshCourse, takeHead, uploadStep, type UploadCourse, type UploadEnd, type UploadPlace } from './upload-step.ts';

export interface UploadNeeds {
  readonly place: UploadPlace;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly random: () => number;
  /** Between two looks at the log while all of it has arrived, ms. */
  readonly everyMs: number;
  /** The province has entries of this log that this machine does not: an old state was put back, or its end was lost. */
  readonly onLost: (head: EntryHead) => void;
  readonly onFault: (failure: unknown) => void;
}

const ignore = (): void => undefined;

export class AuditUpload implements Disposable {
  readonly changed = new Emitter<AuditUploadState>();
  readonly #needs: UploadNeeds;
  #state: AuditUploadState = { kind: 'waiting', reason: null };
  #course: UploadCourse = freshCourse;
  #line: Line = freshLine;
  #timer: Disposable | null = null;
  #turning: Promise<void> | null = null;
  #disposed = false;

  constructor(needs: UploadNeeds) {
    this.#needs = needs;
  }

  get state(): AuditUploadState {
    return this.#state;
  }

  /** Sends now if the line allows it; at start, after a head was signed, before the program ends. Resolves when it has come to rest. */
  async wake(): Promise<void> {
    if (this.#disposed || this.#state.kind === 'stopped') return;
    if (this.#turning !== null) return this.#turning;
    const now = this.#needs.clock.now();
    const permit = askLine(this.#line, now);
    if (permit.kind === 'wait') {
      this.#wakeAfter((permit.untilMs ?? now) - now);
      return;
    }
    this.#line = permit.line;
    this.#turning = this.#turn();
    await this.#turning;
  }

  /** The same from a file: how far the province had the log when it wrote it. What is sent next goes on from there. */
  async takeFrom(province: ProvinceLog, problem: Problem | null): Promise<UploadEnd> {
    while (this.#turning !== null) await this.#turning;
    const taking = takeHead({ ...this.#needs.place, province }, problem);
    this.#turning = taking.then(ignore, ignore);
    const end = await taking.finally(() => (this.#turning = null));
    if (end.kind === 'go-on' && end.lost !== undefined) this.#needs.onLost(end.lost);
    if (end.kind === 'stopped') this.#settle(end);
    return end;
  }

  /** The machine has a network again. */
  networkReturned(): void {
    this.#line = afterNetworkReturned(this.#line, this.#needs.clock.now(), this.#needs.random);
    void this.wake();
  }

  dispose(): void {
    this.#disposed = true;
    this.#timer?.dispose();
  }

  async #turn(): Promise<void> {
    const { place, clock, everyMs, onFault, onLost } = this.#needs;
    try {
      let end = await uploadStep(place, this.#course);
      while (end.kind === 'go-on' && !this.#disposed) {
        this.#course = end.course;
        // It answered: what was lost before is not held against the line, or one lost reply in ten adds up to minutes of waiting.
        this.#line = afterAnswer();
        if (end.lost !== undefined) onLost(end.lost);
        end = await uploadStep(place, this.#course);
      }
      this.#settle(end);
    } catch (failure) {
      if (!this.#disposed) onFault(failure);
      this.#line = { ...afterAnswer(), notBefore: clock.now() + everyMs };
    }
    this.#turning = null;
    if (this.#state.kind !== 'stopped') this.#wakeAfter(Math.max(everyMs, this.#line.notBefore - clock.now()));
  }

  #settle(end: UploadEnd): void {
    if (this.#disposed) return;
    switch (end.kind) {
      case 'go-on':
      case 'up-to-date':
        this.#course = end.course;
        this.#line = afterAnswer();
        this.#tell({ kind: 'in-step', reason: null });
        return;
      case 'failed':
        this.#line = afterFailure(this.#line, end.failure, this.#needs.clock.now(), this.#needs.random);
        this.#tell({ kind: 'waiting', reason: end.failure.kind === 'refused' ? end.failure.problem.kind : end.failure.kind });
        return;
      case 'stopped':
        this.#line = afterAnswer();
        this.#tell({ kind: 'stopped', reason: end.reason, problem: end.problem, epoch: end.at?.epoch ?? null, seq: end.at?.seq ?? null });
    }
  }

  #tell(state: AuditUploadState): void {
    const same = JSON.stringify(state) === JSON.stringify(this.#state);
    this.#state = state;
    if (!same) this.changed.emit(state);
  }

  #wakeAfter(delayMs: number): void {
    if (this.#disposed) return;
    this.#timer?.dispose();
    this.#timer = this.#needs.clock.after(Math.max(0, delayMs), () => void this.wake());
  }
}
