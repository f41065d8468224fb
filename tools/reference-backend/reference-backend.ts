/** The reference backend as one thing that starts and closes. */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { addEnrolmentCode } from './devices/enrolment.ts';
import { Feed } from './feed/feed.ts';
import { buildServer } from './http/server.ts';
import { openProvinceKeys } from './keys/province-keys.ts';
import type { ProvinceKeys } from './keys/province-keys.ts';
import { OidcVerifier } from './sessions/oidc.ts';
import type { OidcSettings } from './sessions/oidc.ts';
import { forgetOldSessions } from './sessions/sessions.ts';
import type { Database } from './storage/database.ts';
import { fillDatabase } from './storage/fill.ts';
import type { CameraAccount } from './storage/fill.ts';
import { openPostgresql } from './storage/postgresql.ts';
import { readdressCameras } from './storage/readdress.ts';
import { openSqlite } from './storage/sqlite.ts';
import { answerTransfer } from './transfer/answer.ts';
import type { AnsweredTransfer } from './transfer/answer.ts';

export interface BackendOptions {
  /** Keys, certificates and, without `databaseUrl`, the database. */
  readonly dataFolder: string;
  /** `postgres://…`; null: SQLite in the data folder. */
  readonly databaseUrl: string | null;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly seed: number;
  readonly badRows: boolean;
  /** Where the camera simulator serves, `rtsp://host:port`. */
  readonly simulatorUrl: string;
  /** Where it serves the cameras' web services, `http://host:port`. */
  readonly simulatorOnvifUrl?: string | undefined;
  readonly liveCount: number;
  readonly cameraAccount: CameraAccount;
  readonly oidc: OidcSettings | null;
  readonly alsoAt: readonly string[];
  readonly version: string;
  readonly now: () => number;
  readonly onFault: (fault: unknown) => void;
}

export interface ReferenceBackend {
  /** `https://host:port`. */
  readonly url: string;
  readonly database: Database;
  readonly keys: ProvinceKeys;
  readonly feed: Feed;
  /** Whether this start filled the database. */
  readonly seeded: boolean;
  /** Codes for enrolment slips, good for a week, one device each. */
  issueEnrolmentCodes(count: number, unitId: string): Promise<readonly string[]>;
  /** @throws TransferFault */
  answerTransfer(file: Uint8Array): Promise<AnsweredTransfer>;
  setMaintenance(on: boolean): void;
  close(): Promise<void>;
}

const WEEK_MS = 7 * 86_400_000;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** 16 letters of base32, 80 bits. */
const freshCode = (): string => {
  const letters = [...randomBytes(16)].map((byte) => ALPHABET[byte % 32] ?? 'A').join('');
  return letters.match(/.{4}/g)?.join('-') ?? '';
};

const openDatabase = ({ databaseUrl, dataFolder }: Pick<BackendOptions, 'databaseUrl' | 'dataFolder'>): Promise<Database> | Database => {
  if (databaseUrl !== null) return openPostgresql(databaseUrl);
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  return openSqlite(join(dataFolder, 'province.db'));
};

type ProvincePlace = Pick<BackendOptions, 'dataFolder' | 'databaseUrl' | 'host' | 'now'>;

const openProvince = async (options: ProvincePlace, maintenance: () => boolean, oidc: OidcSettings | null, version: string) => {
  const { now } = options;
  const keys = await openProvinceKeys(options.dataFolder, [...new Set([options.host, '127.0.0.1', 'localhost'])], now());
  const database = await openDatabase(options);
  const feed = new Feed({ key: keys.statement, secret: keys.secret, now });
  const verifier = oidc === null ? null : new OidcVerifier(oidc, keys.authority.rootPem, now);
  return { database, keys, feed, now, oidc: verifier, version, maintenance };
};

/** Answers one transfer file of a province that is there already, beside a server of it or without one. @throws TransferFault */
export const answerOneTransfer = async (options: ProvincePlace, file: Uint8Array): Promise<AnsweredTransfer> => {
  const province = await openProvince(options, () => false, null, '');
  try {
    return await answerTransfer(province, file);
  } finally {
    await province.database.close();
  }
};

export const startReferenceBackend = async (options: BackendOptions): Promise<ReferenceBackend> => {
  const { now } = options;
  let maintenance = false;
  const province = await openProvince(options, () => maintenance, options.oidc, options.version);
  const { keys, database, feed } = province;
  try {
    const { seed, badRows, simulatorUrl, simulatorOnvifUrl, liveCount } = options;
    const simulator = { simulatorUrl, simulatorOnvifUrl, liveCount };
    const seeded = await fillDatabase(database, { seed, badRows, ...simulator, nowMs: now() }, options.cameraAccount);
    if (!seeded) await readdressCameras(database, simulator, now());
    await database.transaction((transaction) => forgetOldSessions(transaction, now()));
    const app = buildServer({ province, alsoAt: options.alsoAt, onFault: options.onFault });
    await app.listen({ host: options.host, port: options.port });
    const { port } = app.server.address() as AddressInfo; // it listens on a port, not on a pipe
    return {
      url: `https://${options.host.includes(':') ? `[${options.host}]` : options.host}:${String(port)}`,
      database,
      keys,
      feed,
      seeded,
      issueEnrolmentCodes: (count, unitId) =>
        database.transaction(async (transaction) => {
          const codes = Array.from({ length: count }, freshCode);
          for (const code of codes) await addEnrolmentCode(transaction, code, unitId, now() + WEEK_MS);
          return codes;
        }),
      answerTransfer: (file) => answerTransfer(province, file),
      setMaintenance: (on) => {
        maintenance = on;
      },
      close: async () => {
        app.server.closeAllConnections();
        await app.close();
        await database.close();
      },
    };
  } catch (failure) {
    await database.close();
    throw failure;
  }
};
