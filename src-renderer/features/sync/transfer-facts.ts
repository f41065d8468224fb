/** What came of a transfer file, as lines of a list. */
import type { i18n } from 'i18next';
import type { TransferExported, TransferImported } from '../../../src-contract/model/transfer.ts';
import { epochMs } from '../../../src-contract/time.ts';
import { clockText } from '../../lib/time-text.ts';
import { problemTextOf } from '../../lib/message-text.ts';

type FactName =
  'file' | 'entries' | 'left' | 'edits' | 'size' | 'answeredAt' | 'acknowledged' | 'accepted' | 'kept' | 'configuration' | 'log';

export interface TransferFact {
  readonly name: FactName;
  readonly value: string;
}

const KB = 1000;

export function exportedFacts({ file, entries, left, edits, bytes }: TransferExported, texts: i18n): readonly TransferFact[] {
  const number = new Intl.NumberFormat(texts.language);
  return [
    { name: 'file', value: file },
    { name: 'entries', value: number.format(entries) },
    ...(left === 0 ? [] : [{ name: 'left' as const, value: number.format(left) }]),
    { name: 'edits', value: number.format(edits) },
    { name: 'size', value: `${number.format(Math.ceil(bytes / KB))} kB` },
  ];
}

export function importedFacts(imported: TransferImported, texts: i18n): readonly TransferFact[] {
  const { answeredAt, acknowledged, accepted, kept, configuration, changes, logProblem } = imported;
  const number = new Intl.NumberFormat(texts.language);
  return [
    { name: 'answeredAt', value: clockText(epochMs(answeredAt)) },
    { name: 'acknowledged', value: number.format(acknowledged) },
    { name: 'accepted', value: number.format(accepted) },
    ...(kept === 0 ? [] : [{ name: 'kept' as const, value: texts.t('transfer.keptValue', { count: kept }) }]),
    { name: 'configuration', value: texts.t(`transfer.configuration.${configuration}`, { count: changes }) },
    ...(logProblem === null
      ? []
      : [{ name: 'log' as const, value: texts.t('transfer.logProblem', { problem: problemTextOf(texts, logProblem) }) }]),
  ];
}
