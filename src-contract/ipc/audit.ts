import { z } from 'zod';
import {
  auditCellSchema,
  auditDetailSchema,
  auditFilterSchema,
  auditLogStateSchema,
  auditUploadStateSchema,
  PAGE_MOST,
  SHARES_MOST,
  shareSchema,
  sightingSchema,
} from '../model/audit-log.ts';
import { invoke } from './builder.ts';

const readingIdSchema = z.string().max(64);
const positionSchema = z.int().min(0).max(10_000_000);
const namedSchema = z.array(z.object({ id: z.string(), label: z.string() }));

/**
 * The audit log of this workstation. Reading it is written down in it, once for every question (`find`, `whatWasSeen`) and
 * every file; the pages and entries of an answer belong to its question.
 */
export const audit = {
  /** How the log stands, and whom and what it names. */
  about: invoke({
    permission: 'audit.read',
    args: z.object({}),
    result: z.object({
      state: auditLogStateSchema,
      upload: auditUploadStateSchema,
      people: namedSchema,
      objects: namedSchema,
      actions: z.array(z.string()),
    }),
  }),
  /**
   * Fixes which entries there are now, newest first. `more`: only the newest are held, there are that many beyond. `shares`: of
   * an answer about what was done offline, how much of it each person did; empty for others.
   */
  find: invoke({
    permission: 'audit.read',
    args: auditFilterSchema,
    result: z.object({
      readingId: readingIdSchema,
      total: z.int(),
      more: z.int(),
      asOfMs: z.number(),
      shares: z.array(shareSchema).max(SHARES_MOST),
    }),
  }),
  /** Rejects `not-found` for an answer that is no longer held: ask again. */
  page: invoke({
    permission: 'audit.read',
    args: z.object({ readingId: readingIdSchema, from: positionSchema, count: z.int().min(1).max(PAGE_MOST) }),
    result: z.object({ rows: z.array(auditCellSchema) }),
  }),
  entry: invoke({
    permission: 'audit.read',
    args: z.object({ readingId: readingIdSchema, at: positionSchema }),
    result: auditDetailSchema,
  }),
  /** Which cameras a person (`null`: anybody) had before them in a span, oldest first. */
  whatWasSeen: invoke({
    permission: 'audit.read',
    args: z.object({ userId: z.string().max(128).nullable(), fromMs: z.number().min(0), toMs: z.number().min(0) }),
    result: z.object({ sightings: z.array(sightingSchema), truncated: z.boolean() }),
  }),
  /** Checks every entry and head; `findings` are the first of what is wrong, `wrong` counts all. */
  verify: invoke({
    permission: 'audit.read',
    args: z.object({}),
    result: z.object({
      entries: z.int(),
      wrong: z.int(),
      findings: z
        .array(z.object({ kind: z.string(), epoch: z.int().nullable(), from: z.int().nullable(), to: z.int().nullable() }))
        .max(100),
      tookMs: z.number(),
    }),
  }),
  /** Writes what the filter finds into the person's folder, the signed head beside it: rows for a spreadsheet, or the exact bytes. */
  export: invoke({
    permission: 'audit.read',
    args: z.object({ filter: auditFilterSchema, form: z.enum(['csv', 'ndjson']) }),
    result: z.object({ file: z.string(), entries: z.int(), sha256: z.string() }),
  }),
};
