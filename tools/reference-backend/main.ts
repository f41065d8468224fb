/**
 * npm run backend -- [--data DIR] [--host ADDRESS] [--port N] [--seed N] [--no-bad-rows] [--simulator rtsp://HOST:PORT] [--live N]
 *   [--camera-user NAME] [--oidc-issuer URL --oidc-client ID] [--also-at HOST:PORT]… [--json]
 *   [--slip FILE] [--sign-in-file FILE]
 * npm run backend -- --transfer FILE --answer FILE [--data DIR]
 *
 * Serves the demo province until SIGTERM, SIGINT, or, with --json, until its standard input closes. `DATABASE_URL` names a
 * PostgreSQL; without it the data folder holds an SQLite file. The cameras' password comes from `CAMERA_PASSWORD`.
 * With --transfer it takes in one `.vmsync` file of a workstation without a network, writes the answer, says what came of it, and ends.
 */
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { enrolmentSlip } from './devices/slip.ts';
import { answerOneTransfer, startReferenceBackend } from './reference-backend.ts';
import type { ReferenceBackend } from './reference-backend.ts';
import { cameraIdOf } from './seed/cameras.ts';
import { demoPeople } from './seed/people.ts';
import { roles } from './seed/roles.ts';
import type { AnsweredTransfer } from './transfer/answer.ts';
import { TransferFault } from './transfer/file.ts';
import type { FileRefusal } from './transfer/file.ts';

const root = resolve(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: join(root, '.cache/reference-backend') },
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '7443' },
    seed: { type: 'string', default: '19' },
    'no-bad-rows': { type: 'boolean', default: false },
    simulator: { type: 'string', default: 'rtsp://127.0.0.1:8554' },
    'simulator-onvif': { type: 'string' },
    live: { type: 'string', default: '16' },
    'camera-user': { type: 'string', default: 'giamsat' },
    'oidc-issuer': { type: 'string' },
    'oidc-client': { type: 'string', default: 'vms-desktop' },
    'also-at': { type: 'string', multiple: true, default: [] },
    json: { type: 'boolean', default: false },
    slip: { type: 'string' },
    'sign-in-file': { type: 'string' },
    transfer: { type: 'string' },
    answer: { type: 'string' },
  },
});

const wholeNumber = (name: string, text: string, most: number): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > most) throw new Error(`--${name} takes a whole number from 0 to ${String(most)}`);
  return value;
};

const packageSchema = z.object({ version: z.string() });

/** Written anew at each start, for its owner only: a slip holds a code, the other a password of the demo. */
const leave = (file: string, content: unknown): void => {
  rmSync(file, { force: true });
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
};

/** An enrolment slip of this province, and the demo account a client may sign in with without typing. */
const leaveFiles = async (backend: ReferenceBackend): Promise<void> => {
  const { slip, 'sign-in-file': signIn } = values;
  if (slip !== undefined) leave(slip, await enrolmentSlip(backend, 'unit-ioc'));
  if (signIn === undefined) return;
  const person = demoPeople.find(({ user }) => user.login === 'trucban.ioc');
  const wall = Array.from({ length: Math.min(64, Number(values.live)) }, (_, index) => cameraIdOf(index));
  leave(signIn, { login: person?.user.login, password: person?.password, purpose: { id: 'ANTT', caseNo: null }, wall });
};

const tell = async (backend: ReferenceBackend): Promise<void> => {
  const codes = await backend.issueEnrolmentCodes(5, 'unit-ioc');
  const root_ = new X509Certificate(backend.keys.authority.rootPem);
  const facts = {
    url: backend.url,
    ca: join(resolve(values.data), 'ca.pem'),
    caSha256: root_.fingerprint256,
    signingKey: backend.keys.statement.keyid,
  };
  if (values.json) {
    console.log(JSON.stringify({ ...facts, codes, database: backend.database.kind }));
    return;
  }
  console.log(`Reference backend of the demo province (${backend.database.kind}${backend.seeded ? ', just seeded' : ''})`);
  console.log(`  at            ${facts.url}`);
  console.log(`  CA            ${facts.ca}\n  CA SHA-256    ${facts.caSha256}\n  signing key   ${facts.signingKey}`);
  console.log(`  enrolment     ${codes.join('  ')}`);
  console.log('  demo accounts (this seed only; never in a real province)');
  for (const { user, password, totpSecret } of demoPeople) {
    const role = roles.find(({ id }) => id === user.assignments[0]?.roleId)?.name ?? '';
    console.log(`    ${user.login.padEnd(14)} ${password.padEnd(26)} ${role}${totpSecret === null ? '' : `, TOTP ${totpSecret}`}`);
  }
  console.log('  Ctrl+C ends it.');
};

const WHY: Readonly<Record<FileRefusal, string>> = {
  'not-a-transfer': 'it is no .vmsync file',
  truncated: 'it is cut off: copy it again',
  damaged: 'its bytes were changed on the way: copy it again',
  incoming: 'it is an answer, meant for a workstation',
  'other-province': 'it is sealed for another province',
  'unknown-device': 'nobody knows the workstation that wrote it',
  'device-blocked': 'the workstation that wrote it is blocked',
  'bad-signature': 'the signature is not that workstation’s',
  'not-understood': 'its content is of another version',
  old: 'a later file of that workstation was answered already',
  'number-reused':
    'another file with its number was answered already: two machines have one identity, or one was put back to an older state',
};

/** What whoever started it can put right; a fault of the program is thrown, and shows where it happened. */
const failed = (text: string): void => {
  console.error(text);
  process.exitCode = 1;
};

const wordOf = (failure: unknown): string => (failure instanceof Error ? failure.message : String(failure));

/** `null`: it is not taken, and that was said. */
const answered = async (from: string): Promise<AnsweredTransfer | null> => {
  const dataFolder = resolve(values.data);
  const databaseUrl = process.env['DATABASE_URL'] ?? null;
  let file: Uint8Array;
  try {
    file = readFileSync(from);
  } catch (failure) {
    failed(`The file was not taken in: it cannot be read (${wordOf(failure)})`);
    return null;
  }
  if (databaseUrl === null && !existsSync(join(dataFolder, 'province.db'))) {
    failed(`The file was not taken in: there is no province in ${dataFolder}`);
    return null;
  }
  try {
    return await answerOneTransfer({ dataFolder, databaseUrl, host: values.host, now: Date.now }, file);
  } catch (failure) {
    if (!(failure instanceof TransferFault)) throw failure;
    failed(`The file was not taken in: ${WHY[failure.reason]} (${failure.reason})`);
    return null;
  }
};

/** Takes one file in, and says what came of it. */
const takeTransfer = async (from: string, to: string): Promise<void> => {
  const answer = await answered(from);
  if (answer === null) return;
  const { file, deviceId, number, entries, verdicts, auditProblem } = answer;
  const taken = verdicts.filter(({ problem }) => problem === null).length;
  console.log(
    `File ${String(number)} of workstation ${deviceId}: ${String(entries)} new audit entries, ${String(taken)} of ${String(verdicts.length)} edits taken`,
  );
  if (auditProblem !== null) console.log(`  the log was not taken further: ${auditProblem.kind}`);
  for (const { proposalId, problem } of verdicts) if (problem !== null) console.log(`  edit ${proposalId}: ${problem.kind}`);
  try {
    writeFileSync(`${to}.new`, file, { mode: 0o600 });
    renameSync(`${to}.new`, to);
  } catch (failure) {
    failed(`The answer cannot be written (${wordOf(failure)}): take the same file in again with another --answer, nothing is doubled`);
    return;
  }
  console.log(`Answer written: ${to}`);
};

const run = async (): Promise<void> => {
  const { version } = packageSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const issuer = values['oidc-issuer'];
  const backend = await startReferenceBackend({
    dataFolder: resolve(values.data),
    databaseUrl: process.env['DATABASE_URL'] ?? null,
    host: values.host,
    port: wholeNumber('port', values.port, 65_535),
    seed: wholeNumber('seed', values.seed, 2 ** 32 - 1),
    badRows: !values['no-bad-rows'],
    simulatorUrl: values.simulator.replace(/\/$/, ''),
    simulatorOnvifUrl: values['simulator-onvif']?.replace(/\/$/, ''),
    liveCount: wholeNumber('live', values.live, 1200),
    cameraAccount: { username: values['camera-user'], password: process.env['CAMERA_PASSWORD'] ?? 'ThaiNguyen-2026' },
    oidc: issuer === undefined ? null : { issuer, clientId: values['oidc-client'] },
    alsoAt: values['also-at'],
    version,
    now: Date.now,
    onFault: (fault) => console.error(fault),
  });
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    backend.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, end);
  // Started by another program, it must not outlive it.
  if (values.json) process.stdin.on('end', end).on('error', end).resume();
  await leaveFiles(backend);
  await tell(backend);
};

if (values.transfer !== undefined) {
  if (values.answer === undefined) failed('--transfer needs --answer FILE');
  else await takeTransfer(resolve(values.transfer), resolve(values.answer));
} else
  try {
    await run();
  } catch (failure) {
    failed(`The reference backend did not start: ${wordOf(failure)}`);
  }
