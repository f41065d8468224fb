/** The audit log of a workstation that belongs to a province: taken over from its own, sent up, witnessed, pruned. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import type { AuditUploadState } from '../../../src-contract/model/audit-log.ts';
import type { Notice } from '../../../src-contract/ipc/app.ts';
import type { AuditEntry } from '../../../src-contract/province/schemas.ts';
import type { Clock } from '../../base/clock.ts';
import { DisposableStore, type Disposable } from '../../base/disposable.ts';
import { parseWitnessKey } from '../../base/ledger/verifier-key.ts';
import type { Log } from '../../base/log.ts';
import type { ProvinceEdges } from '../../rest/ask.ts';
import { createProvinceLog } from '../../rest/audit-log.ts';
import { collectLog, logOfAnswer, type LogAnswer, type OutgoingLog } from './log-transfer.ts';
import { AuditUpload } from './upload.ts';
import type { JoinedLog } from './ledger-keys.ts';
import type { LedgerInUse } from './ledger-in-use.ts';

/** What of the membership the log needs. */
export interface AuditMember {
  readonly deviceId: string;
  readonly logId: string;
  readonly signing: KeyObject;
  /** K(0), until it is forgotten. */
  sealKey(): Uint8Array | null;
  forgetSealKey(): Promise<void>;
  trust(): { readonly witness: string };
  readonly edges: ProvinceEdges;
  readonly serverClock: {
    offset(): { readonly offsetMs: number; readonly uncertaintyMs: number } | null;
    lastContact(): number | null;
  };
}

export interface ProvinceAuditNeeds {
  readonly ledger: LedgerInUse;
  /** Makes the log of these keys the one in use; does nothing when it already is. */
  readonly takeOver: (joined: JoinedLog) => Promise<void>;
  readonly notices: { post(notice: Notice): void };
  readonly clock: Pick<Clock, 'now' | 'after' | 'every' | 'wall'>;
  readonly random: () => number;
  /** How long bodies are kept here after the province has them, days. */
  readonly keptDays: () => number;
  readonly log: Log;
}

/** A head at least this often (trust notes §2.2): what comes after it is the unwitnessed tail. */
const HEAD_EVERY_MS = 60_000;
const LOOK_EVERY_MS = 15_000;
const LAST_WAIT_MS = 3_000;
const PRUNE_EVERY_MS = 6 * 3_600_000;
const DAY_MS = 86_400_000;

export class ProvinceAudit implements Disposable {
  readonly #needs: ProvinceAuditNeeds;
  readonly #held = new DisposableStore();
  #upload: AuditUpload | null = null;
  #member: AuditMember | null = null;

  constructor(needs: ProvinceAuditNeeds) {
    this.#needs = needs;
    this.#held.add(needs.clock.every(HEAD_EVERY_MS, () => void this.signHead()));
    this.#held.add(needs.clock.every(PRUNE_EVERY_MS, () => void this.prune()));
  }

  state(): AuditUploadState {
    return this.#upload?.state ?? { kind: 'off' };
  }

  /** Never rejects: without the province's log nothing can be written, and a notice says so. */
  async join(member: AuditMember): Promise<void> {
    const { takeOver, ledger, log } = this.#needs;
    const { logId, signing } = member;
    try {
      if (ledger.opened.logId !== logId) {
        const sealKey = member.sealKey();
        if (sealKey === null) throw new Error('the first sealing key of the log is gone');
        await takeOver({ logId, signingKey: new Uint8Array(signing.export({ format: 'der', type: 'pkcs8' })), sealKey });
      }
      await member.forgetSealKey();
    } catch (failure) {
      log.error('the audit log of the province cannot be taken over', { failure });
      this.#needs.notices.post({ id: 'audit-not-taken-over', severity: 'error', key: 'audit-not-taken-over', details: {} });
      return;
    }
    this.#begin(member);
    await this.signHead();
  }

  /** Signs the head of now and sends it and all before it: every minute, when somebody comes or goes, before the end. */
  async signHead(): Promise<void> {
    try {
      if (this.#member !== null) await this.#tellClock(this.#member);
      await this.#needs.ledger.ask('checkpoint', {});
      await this.#upload?.wake();
    } catch (failure) {
      this.#needs.log.error('head of the audit log not signed', { failure });
    }
  }

  /** Bodies the province has and whose time is over go; answers how many. */
  async prune(): Promise<number> {
    const { ledger, clock, keptDays, log } = this.#needs;
    if (this.#upload === null) return 0;
    const beforeMs = clock.wall() - keptDays() * DAY_MS;
    let pruned = 0;
    try {
      for (let some = -1; some !== 0; pruned += some) some = await ledger.ask('prune', { beforeMs });
    } catch (failure) {
      log.error('audit log not pruned', { failure });
    }
    return pruned;
  }

  /** What the province lacks of the log, for a file; `null` where there is no log of the province. */
  async outgoing(most: number): Promise<OutgoingLog | null> {
    if (this.#member === null) return null;
    await this.#tellClock(this.#member);
    return collectLog(this.#needs.ledger, this.#member.logId, most);
  }

  /** What a file of the province says of the log. Answers how many entries it acknowledges anew. */
  async takeAnswer(answer: LogAnswer): Promise<number> {
    if (this.#upload === null) return 0;
    const { ledger } = this.#needs;
    const before = await ledger.ask('countUnsent', {});
    await this.#upload.takeFrom(logOfAnswer(answer), answer.auditProblem);
    return Math.max(0, before - (await ledger.ask('countUnsent', {})));
  }

  /** Sends what it can within a moment: the program ends, and what is left is sent at the next start. */
  async end(): Promise<void> {
    const late = new Promise<void>((resolve) => this.#held.add(this.#needs.clock.after(LAST_WAIT_MS, resolve)));
    await Promise.race([this.signHead(), late]);
    this.dispose();
  }

  dispose(): void {
    this.#held.dispose();
    this.#upload?.dispose();
  }

  #begin(member: AuditMember): void {
    const { ledger, clock, random, log } = this.#needs;
    this.#upload?.dispose();
    this.#member = member;
    this.#upload = new AuditUpload({
      place: {
        province: createProvinceLog(() => member.edges, member.deviceId),
        ledger,
        logId: member.logId,
        device: { name: member.logId, publicKey: createPublicKey(member.signing) },
        witness: () => parseWitnessKey(member.trust().witness),
      },
      clock,
      random,
      everyMs: LOOK_EVERY_MS,
      onLost: ({ epoch, seq }) => {
        this.#alarm('audit-server-ahead', { epoch, seq });
      },
      onFault: (failure) => {
        log.error('audit log not sent', { failure });
      },
    });
    this.#upload.changed.on((state) => {
      if (state.kind === 'stopped')
        this.#alarm(`audit-upload-${state.reason}`, { problem: state.problem, epoch: state.epoch ?? '–', seq: state.seq ?? '–' });
    });
  }

  #alarm(key: string, details: Notice['details']): void {
    this.#needs.log.error('the audit log and the province differ', { key, ...details });
    this.#needs.notices.post({ id: key, severity: 'error', key, details });
  }

  /** Every entry says how sure its time is (R-AUD-03). */
  async #tellClock({ serverClock }: AuditMember): Promise<void> {
    const offset = serverClock.offset();
    const contactMs = serverClock.lastContact();
    const clock: AuditEntry['clock'] =
      offset === null || contactMs === null
        ? { state: 'unsynced', offsetMs: null, uncertaintyMs: null, lastSync: null }
        : {
            state: 'synced',
            offsetMs: Math.round(offset.offsetMs),
            uncertaintyMs: Math.round(offset.uncertaintyMs),
            lastSync: new Date(contactMs).toISOString(),
          };
    await this.#needs.ledger.ask('setClock', { clock });
  }
}
