/** Entries in a person's words. Pure; what has no word stands for itself. */
import type { i18n } from 'i18next';
import type { AuditLogState, AuditRow } from '../../../src-contract/model/audit-log.ts';
import { epochMs } from '../../../src-contract/time.ts';
import { clockText } from '../../lib/time-text.ts';

function look(texts: i18n, key: string, otherwise: string): string {
  const translate = texts.t as unknown as (key: string) => string; // i18next types know literal keys only
  return texts.exists(key) ? translate(key) : otherwise;
}

export const actionText = (texts: i18n, action: string): string => look(texts, `audit.action.${action.replace('.', '-')}`, action);
export const groupText = (texts: i18n, group: string): string => look(texts, `audit.group.${group}`, group);
export const findingText = (texts: i18n, kind: string): string => look(texts, `audit.finding.${kind}`, kind);

/** Nobody vouches for a name on a workstation without sign-in. */
export function personText(texts: i18n, { name, userId }: { readonly name: string; readonly userId: string }): string {
  if (userId === 'local') return texts.t('audit.nobody');
  return name === '' ? userId : name;
}

/** What an act was done to; entries without an object tell it in their parameters. */
export function objectText({ object, params }: Pick<AuditRow, 'object' | 'params'>): string {
  if (object !== null) return object.label ?? object.id;
  return Object.entries(params)
    .filter(([name, value]) => name !== 'channel' && value !== null)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');
}

/** Whether somebody but this machine vouches for the log, in one line. */
export function witnessText(texts: i18n, { witnessed, unwitnessed }: AuditLogState): { readonly sure: boolean; readonly text: string } {
  if (witnessed === null) return { sure: false, text: texts.t('audit.log.stripNever') };
  const { count, sinceMs } = unwitnessed;
  if (count === 0 || sinceMs === null) return { sure: true, text: texts.t('audit.log.stripWitnessed', { size: witnessed.size }) };
  return { sure: false, text: texts.t('audit.log.stripUnwitnessed', { count, time: clockText(epochMs(sinceMs)) }) };
}
