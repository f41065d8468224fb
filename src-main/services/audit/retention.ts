import type { Configuration } from '../configuration/configuration.ts';

/** R-AUD-06 and the contract's floor. */
const LEAST_DAYS = 90;

/** How many days bodies of entries stay on a workstation after the province has them; the longest where policies differ. */
export function auditClientDays({ policies }: Pick<Configuration, 'policies'>): number {
  const days = [...policies.values()].map(({ document }) => (document.kind === 'retention' ? document.auditClientDays : 0));
  return Math.max(LEAST_DAYS, ...days);
}
