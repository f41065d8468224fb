/** A verdict in words: what is wrong, and what to do about it. */
import type { i18n } from 'i18next';
import type { BrokenHop } from '../../lib/diagnostics/find-broken-hop.ts';

export interface CauseText {
  readonly title: string;
  readonly action: string;
}

export function causeText({ cause }: BrokenHop, texts: i18n): CauseText {
  if (cause.kind === 'failure')
    return { title: texts.t(`failure.${cause.failure}.title`), action: texts.t(`failure.${cause.failure}.action`) };
  const number = new Intl.NumberFormat(texts.language, { maximumFractionDigits: 1 });
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries<string | number>(cause))
    values[name] = typeof value === 'number' ? number.format(value) : value;
  return {
    title: texts.t(`diagnosis.cause.${cause.kind}.title`, { replace: values }),
    action: texts.t(`diagnosis.cause.${cause.kind}.action`, { replace: values }),
  };
}
