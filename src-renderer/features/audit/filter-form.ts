/** The filter as its fields hold it. Pure. */
import type { AuditFilter } from '../../../src-contract/model/audit-log.ts';
import { fieldOfMoment, momentOfField, startOfVietnamDay } from '../../lib/vietnam-field.ts';

export interface FilterForm extends Omit<AuditFilter, 'fromMs' | 'toMs'> {
  readonly from: string;
  readonly to: string;
}

const MINUTE_MS = 60_000;

/** Everything since midnight in Vietnam. */
export function formOfToday(nowMs: number): FilterForm {
  return {
    from: fieldOfMoment(startOfVietnamDay(nowMs)),
    to: '',
    userId: null,
    action: null,
    objectId: null,
    outcome: null,
    mode: null,
    text: '',
  };
}

/** A minute in a field means all of it. */
export function filterOf({ from, to, ...rest }: FilterForm): AuditFilter {
  const toMs = momentOfField(to);
  return { ...rest, text: rest.text.trim(), fromMs: momentOfField(from), toMs: toMs === null ? null : toMs + MINUTE_MS - 1 };
}

export interface ActionChoice {
  readonly value: string;
  /** Whether it stands for all actions of its group. */
  readonly group: boolean;
}

/** Groups of several actions come before what they hold. */
export function actionChoices(actions: readonly string[]): readonly ActionChoice[] {
  const groups = new Map<string, string[]>();
  for (const action of actions) {
    const group = action.slice(0, action.indexOf('.') + 1);
    groups.set(group, [...(groups.get(group) ?? []), action]);
  }
  return [...groups].flatMap(([group, own]) => [
    ...(own.length > 1 ? [{ value: group, group: true }] : []),
    ...own.map((value) => ({ value, group: false })),
  ]);
}
