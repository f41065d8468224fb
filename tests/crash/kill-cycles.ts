/** Kills a process that writes the ledger, again and again, and looks at what is left each time. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { openLedger } from '../../src-main/cache/ledger/open-ledger.ts';
import { verifyAll } from '../../src-main/cache/ledger/verify-all.ts';
import { crashPlace } from './place.ts';

export interface KillReport {
  readonly cycles: number;
  readonly entries: number;
  /** Numbers that were told and are not there: none, or the ledger lies. */
  readonly lost: number;
  /** What openings and checks found wrong. */
  readonly findings: readonly string[];
}

/** All entries are checked after so many kills, and at the end; in between, the end of the log. */
const CHECK_EVERY = 50;

export async function killCycles(
  directory: string,
  cycles: number,
  random: () => number,
  onCycle: (done: number) => void = () => undefined,
): Promise<KillReport> {
  const findings: string[] = [];
  let entries = 0;
  let lost = 0;
  for (let cycle = 1; cycle <= cycles; cycle += 1) {
    const acknowledged = await appendUntilKilled(directory, 1 + Math.floor(random() * 25), random() * 8);
    const { db, writer, events } = openLedger(crashPlace(directory));
    try {
      entries = writer.state.chain.frontier.size;
      lost += Math.max(0, acknowledged - entries);
      findings.push(...events.filter(({ kind }) => kind !== 'not-closed').map((event) => `${String(cycle)}: ${JSON.stringify(event)}`));
      if (cycle % CHECK_EVERY === 0 || cycle === cycles) {
        const report = verifyAll(db, crashPlace(directory).keys, []);
        findings.push(...report.findings.map((finding) => `${String(cycle)}: ${JSON.stringify(finding)}`));
        if (report.entries !== entries) findings.push(`${String(cycle)}: ${String(report.entries)} entries instead of ${String(entries)}`);
      }
    } finally {
      db.connection.close();
    }
    onCycle(cycle);
  }
  return { cycles, entries, lost, findings };
}

/** The last number that was told. It is killed a moment after `enough` of them, so that any step of a write can be the last. */
async function appendUntilKilled(directory: string, enough: number, afterMs: number): Promise<number> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'child.ts'), directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  let timer: NodeJS.Timeout | null = null;
  await new Promise<void>((resolve, reject) => {
    child.once('close', (code) => {
      // Whoever ended by itself was not killed: that proves nothing.
      if (code === null) resolve();
      else reject(new Error(`the writer ended with ${String(code)}`));
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      if (printed.split('\n').length > enough) timer ??= setTimeout(() => child.kill('SIGKILL'), afterMs);
    });
  });
  const whole = printed.slice(0, printed.lastIndexOf('\n')).split('\n');
  return Number(whole.at(-1) ?? 0);
}
