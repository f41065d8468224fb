/** Keeps a log readable when the same thing goes wrong again and again: once in full, then counted. */
import type { Clock } from './clock.ts';
import type { Log, LogFields, LogLevel } from './log.ts';

export type Judgement =
  | { readonly kind: 'full' }
  /** Instead of this line and the `repeated - 1` before it that were left out. */
  | { readonly kind: 'count'; readonly repeated: number }
  | { readonly kind: 'nothing' };

const COUNT_EVERY_MS = 60_000;
/** After this long without it, it is news again. */
const FORGET_AFTER_MS = 600_000;
const SUBJECTS_KEPT = 2000;

interface Subject {
  readonly reason: string;
  readonly seenMs: number;
  readonly writtenMs: number;
  readonly leftOut: number;
}

/** Judges occurrences by what they are about (`subject`) and why they happened (`reason`). */
export class LogThrottle {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #subjects = new Map<string, Subject>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** In full the first time and whenever the reason is another one; else a count, at most once a minute. */
  judge(subject: string, reason: string): Judgement {
    const now = this.#clock.now();
    const before = this.#subjects.get(subject);
    if (before?.reason !== reason || now - before.seenMs >= FORGET_AFTER_MS) {
      this.#keep(subject, { reason, seenMs: now, writtenMs: now, leftOut: 0 });
      return { kind: 'full' };
    }
    const repeated = before.leftOut + 1;
    const due = now - before.writtenMs >= COUNT_EVERY_MS;
    this.#keep(subject, { reason, seenMs: now, writtenMs: due ? now : before.writtenMs, leftOut: due ? 0 : repeated });
    return due ? { kind: 'count', repeated } : { kind: 'nothing' };
  }

  /** The longest unseen is forgotten first. */
  #keep(subject: string, state: Subject): void {
    this.#subjects.delete(subject);
    this.#subjects.set(subject, state);
    for (const oldest of [...this.#subjects.keys()].slice(0, -SUBJECTS_KEPT)) this.#subjects.delete(oldest);
  }
}

export interface RepeatingLine {
  readonly subject: string;
  readonly reason: string;
  /** What the counting line carries beside the count; `null` where another line counts the same. */
  readonly brief: LogFields | null;
}

/** A log in which the lines that `repeating` recognises are throttled, and all others pass. */
export function throttledLog(
  log: Log,
  throttle: LogThrottle,
  repeating: (message: string, fields: LogFields) => RepeatingLine | null,
  base: LogFields = {},
): Log {
  const at =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}) => {
      const line = repeating(message, { ...base, ...fields });
      const judged: Judgement = line === null ? { kind: 'full' } : throttle.judge(line.subject, line.reason);
      if (judged.kind === 'full') log[level](message, fields);
      else if (judged.kind === 'count' && line !== null && line.brief !== null)
        log[level](message, { ...line.brief, repeated: judged.repeated });
    };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (fields) => throttledLog(log.child(fields), throttle, repeating, { ...base, ...fields }),
  };
}
