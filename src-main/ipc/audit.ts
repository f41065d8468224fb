import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import { VmsError } from '../../src-contract/errors.ts';
import type { Access } from '../services/access/access.ts';
import type { LogReach } from '../services/access/log-reach.ts';
import type { AuditReading } from '../services/audit/audit-reading.ts';

export interface AuditCalls {
  readonly auditReading: Pick<AuditReading, 'about' | 'find' | 'page' | 'entry' | 'whatWasSeen' | 'verify' | 'export'>;
  readonly access: Pick<Access, 'logReach' | 'knows'>;
}

export function auditHandlers({ auditReading, access }: AuditCalls): Handlers<VmsContract>['audit'] {
  const limited = <T extends { readonly userId: string | null }>(question: T): T => ({
    ...question,
    userId: subjectWithin(access.logReach(), question.userId),
  });
  const answered = new Answered(() => access.logReach());
  return {
    about: async () => {
      const { state, upload, people, objects, actions } = await auditReading.about();
      const reach = access.logReach();
      const isReadable = ({ id }: { readonly id: string }): boolean => reach.kind === 'all' || reach.userIds.has(id);
      const isKnown = ({ id }: { readonly id: string }): boolean => reach.kind === 'all' || access.knows(id);
      return { state, upload, people: people.filter(isReadable), objects: objects.filter(isKnown), actions: [...actions] };
    },
    find: async (filter) => answered.keep(await auditReading.find(limited(filter))),
    page: async ({ readingId, from, count }) => {
      answered.demand(readingId);
      return { rows: [...(await auditReading.page(readingId, from, count))] };
    },
    entry: ({ readingId, at }) => {
      answered.demand(readingId);
      return auditReading.entry(readingId, at);
    },
    whatWasSeen: async (question) => {
      const { sightings, truncated } = await auditReading.whatWasSeen(limited(question));
      return { sightings: [...sightings], truncated };
    },
    verify: async () => {
      const { findings, ...rest } = await auditReading.verify();
      return { ...rest, findings: [...findings] };
    },
    export: ({ filter, form }) => auditReading.export(limited(filter), form),
  };
}

/** Whose entries are looked through when somebody asks for a person's, or for everybody's. Throws `denied`. */
function subjectWithin(reach: LogReach, userId: string | null): string | null {
  if (reach.kind === 'all') return userId;
  if (userId === null) return reach.own;
  if (!reach.userIds.has(userId)) throw new VmsError('denied', 'denied-out-of-scope', { permission: 'audit.read' });
  return userId;
}

const KEPT = 100;

/** Answers belong to the reach they were given under: whoever sits down next asks anew. */
class Answered {
  readonly #reach: () => LogReach;
  readonly #under = new Map<string, string>();

  constructor(reach: () => LogReach) {
    this.#reach = reach;
  }

  keep<T extends { readonly readingId: string }>(reading: T): T {
    this.#under.set(reading.readingId, nameOf(this.#reach()));
    for (const oldest of [...this.#under.keys()].slice(0, -KEPT)) this.#under.delete(oldest);
    return reading;
  }

  demand(readingId: string): void {
    if (this.#under.get(readingId) !== nameOf(this.#reach())) throw new VmsError('not-found', 'audit-reading-over');
  }
}

const nameOf = (reach: LogReach): string => (reach.kind === 'all' ? 'all' : reach.own);
