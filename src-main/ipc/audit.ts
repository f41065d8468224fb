import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { AuditReading } from '../services/audit/audit-reading.ts';

export interface AuditCalls {
  readonly auditReading: Pick<AuditReading, 'about' | 'find' | 'page' | 'entry' | 'whatWasSeen' | 'verify' | 'export'>;
}

export function auditHandlers({ auditReading }: AuditCalls): Handlers<VmsContract>['audit'] {
  return {
    about: async () => {
      const { state, people, objects, actions } = await auditReading.about();
      return { state, people: [...people], objects: [...objects], actions: [...actions] };
    },
    find: (filter) => auditReading.find(filter),
    page: async ({ readingId, from, count }) => ({ rows: [...(await auditReading.page(readingId, from, count))] }),
    entry: ({ readingId, at }) => auditReading.entry(readingId, at),
    whatWasSeen: async (question) => {
      const { sightings, truncated } = await auditReading.whatWasSeen(question);
      return { sightings: [...sightings], truncated };
    },
    verify: async () => {
      const { findings, ...rest } = await auditReading.verify();
      return { ...rest, findings: [...findings] };
    },
    export: ({ filter, form }) => auditReading.export(filter, form),
  };
}
