/** What a handler is given and what it gives back, by operation of the contract. */
import type { z } from 'zod';
import type { operations, OperationId } from '../../../src-contract/province/operations.ts';
import type { User } from '../../../src-contract/province/schemas.ts';
import type { Feed } from '../feed/feed.ts';
import type { ProvinceKeys } from '../keys/province-keys.ts';
import type { Prover } from '../sessions/device-proof.ts';
import type { OidcVerifier } from '../sessions/oidc.ts';
import type { SessionRecord } from '../sessions/sessions.ts';
import type { Database, Transaction } from '../storage/database.ts';

/** What lives as long as the server. */
export interface Province {
  readonly database: Database;
  readonly keys: ProvinceKeys;
  readonly feed: Feed;
  readonly now: () => number;
  readonly oidc: OidcVerifier | null;
  readonly version: string;
  /** True while writes are refused. */
  readonly maintenance: () => boolean;
}

export interface DeviceRecord {
  readonly deviceId: string;
  readonly logId: string;
  readonly unitId: string;
  readonly state: 'active' | 'blocked' | 'revoked';
  /** Ed25519, base64url of 32 bytes. */
  readonly signingKey: string;
  /** X25519, SubjectPublicKeyInfo in base64. */
  readonly encryptionKey: string;
  /** K(0), base64. */
  readonly sealKey: string;
  readonly enrolledAtMs: number;
  readonly lastSeenAtMs: number | null;
}

/** Who asks with a token. */
export interface TokenCaller {
  readonly session: SessionRecord;
  readonly device: DeviceRecord;
  /** Null: the device alone. */
  readonly user: User | null;
  readonly tokenLeftMs: number;
}

type Operations = typeof operations;
type CallerOf<Id extends OperationId> = Operations[Id]['who'] extends 'nobody'
  ? null
  : Operations[Id]['who'] extends 'device-key'
    ? Prover
    : TokenCaller;
type Parsed<Body> = Body extends { readonly schema: infer Schema extends z.ZodType } ? z.output<Schema> : null;

export interface Call<Id extends OperationId> {
  readonly province: Province;
  readonly transaction: Transaction;
  readonly caller: CallerOf<Id>;
  readonly path: z.output<Operations[Id]['pathParameters']>;
  readonly query: z.output<Operations[Id]['query']>;
  readonly headers: z.output<Operations[Id]['headers']>;
  readonly body: Parsed<Operations[Id]['request']>;
  /** `<METHOD> SP <path> LF <body>`, what an approval binds. */
  readonly text: string;
  readonly nowMs: number;
  /** When the request came in, before it waited for the database. */
  readonly receivedMs: number;
}

type Answers<Id extends OperationId> = Operations[Id]['answers'];
export type Answer<Id extends OperationId> = {
  [Status in keyof Answers<Id>]: { readonly status: Status; readonly body: Parsed<Answers<Id>[Status]>; readonly etag?: string };
}[keyof Answers<Id>];

export type Handler<Id extends OperationId> = (call: Call<Id>) => Promise<Answer<Id>>;
export type Handlers = { readonly [Id in OperationId]: Handler<Id> };
