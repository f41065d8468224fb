import { z } from 'zod';

/** One thing wrong with one row; `column` is the CSV header, `key` a message in `resources/locales`. */
export const importProblemSchema = z
  .object({ column: z.string(), key: z.string(), details: z.record(z.string(), z.union([z.string(), z.number()])) })
  .readonly();
export type ImportProblem = z.infer<typeof importProblemSchema>;

/** A row as previewed. `line` counts from 1 in the file, header included, as spreadsheets show it. */
export const importRowSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('add'), line: z.int(), name: z.string(), number: z.int().nullable() }),
  z.object({ kind: z.literal('update'), line: z.int(), name: z.string(), number: z.int().nullable() }),
  z.object({ kind: z.literal('bad'), line: z.int(), name: z.string(), problems: z.array(importProblemSchema).min(1) }),
]);
export type ImportRow = z.infer<typeof importRowSchema>;

/** The whole file judged, nothing stored yet; `importId` applies exactly what was shown. */
export const importPreviewSchema = z
  .object({ importId: z.string(), rows: z.array(importRowSchema), adds: z.int(), updates: z.int(), bad: z.int() })
  .readonly();
export type ImportPreview = z.infer<typeof importPreviewSchema>;

export const importResultSchema = z.object({ added: z.int(), updated: z.int(), skipped: z.int() }).readonly();
export type ImportResult = z.infer<typeof importResultSchema>;
