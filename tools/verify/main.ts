/** `npm run verify -- audit PATH`: checks a ledger and names what is wrong. */
import { parseArgs } from 'node:util';
import { verifyLedger } from '../../src-main/base/ledger/verify.ts';
import { describeReport } from './describe.ts';
import { readEvidence, UnreadableEvidence, type EvidencePlaces } from './read-ledger.ts';

const usage =
  'npm run verify -- audit PATH [--key FILE] [--checkpoint FILE …] [--sealing-key FILE] [--witness FILE --witness-name NAME] [--language vi|en] [--json]';
const exitCodes = { sound: 0, findings: 1, unreadable: 2 } as const;

process.exitCode = run(process.argv.slice(2));

function run(argv: readonly string[]): number {
  const asked = readArguments(argv);
  if (asked === null) {
    process.stderr.write(`${usage}\n`);
    return exitCodes.unreadable;
  }
  try {
    const evidence = readEvidence(asked.places);
    const report = verifyLedger(evidence.ledger);
    process.stdout.write(asked.json ? `${JSON.stringify(report)}\n` : describeReport(report, evidence, asked.language));
    return report.findings.length === 0 ? exitCodes.sound : exitCodes.findings;
  } catch (failure) {
    if (!(failure instanceof UnreadableEvidence)) throw failure;
    process.stderr.write(`${failure.message}\n`);
    return exitCodes.unreadable;
  }
}

function readArguments(argv: readonly string[]): { places: EvidencePlaces; json: boolean; language: 'vi' | 'en' } | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        key: { type: 'string' },
        checkpoint: { type: 'string', multiple: true, default: [] },
        'sealing-key': { type: 'string' },
        witness: { type: 'string' },
        'witness-name': { type: 'string' },
        language: { type: 'string', default: 'vi' },
        json: { type: 'boolean', default: false },
      },
    });
    const [what, path, ...more] = positionals;
    if (what !== 'audit' || path === undefined || more.length > 0) return null;
    const witness =
      values.witness === undefined || values['witness-name'] === undefined
        ? null
        : { name: values['witness-name'], keyFile: values.witness };
    return {
      places: {
        path,
        keyFile: values.key ?? null,
        checkpointFiles: values.checkpoint,
        sealingKeyFile: values['sealing-key'] ?? null,
        witness,
      },
      json: values.json,
      language: values.language === 'en' ? 'en' : 'vi',
    };
  } catch {
    return null; // an option nobody knows: the usage says which there are
  }
}
