/** The filter as its fields hold it. Pure. */
import type { AuditFilter } from '../../../src-contract/model/audit-log.ts';
import { fieldOfMoment, momentOfField, startOfVietnamDay } from '../../lib/vietnam-field.ts';

export interface FilterForm {
  readonly from: string;
  readonly to: string;
  readonly userId: string | null;
  readonly action: string | null;
  readonly objectId: string | null;
  readonly outcome: AuditFilter['outcome'];
  readonly mode: AuditFilter['mode'];
  readonly text: string;
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
export function filterOf({ from, to, userId, action, objectId, outcome, mode, text }: FilterForm): AuditFilter {
  const toMs = momentOfField(to);
  const rest = { userId, action, objectId, outcome, mode, text: text.trim() };
  return { fromMs: momentOfField(from), toMs: toMs === null ? null : toMs + MINUTE_MS - 1, ...rest };
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
