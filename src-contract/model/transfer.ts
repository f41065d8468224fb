import { z } from 'zod';
import { problemKindSchema } from '../province/schemas.ts';

/** What a transfer file is doing now; each has a text under `transfer.step`. */
export const transferStepSchema = z.enum(['collecting', 'sealing', 'writing', 'opening', 'log', 'edits', 'configuration', 'passwords']);
export type TransferStep = z.infer<typeof transferStepSchema>;

/** What a file for the province holds. */
export const transferExportedSchema = z.object({
  file: z.string(),
  /** Counts this machine's files. */
  number: z.int().min(1),
  entries: z.int().min(0),
  /** Entries that found no place: they go with the next file. */
  left: z.int().min(0),
  edits: z.int().min(0),
  bytes: z.int().min(0),
});
export type TransferExported = z.infer<typeof transferExportedSchema>;

/** What came of a file of the province. */
export const transferImportedSchema = z.object({
  /** Of this machine's file that it answers. */
  number: z.int().min(1),
  /** It was taken in before; nothing is doubled. */
  again: z.boolean(),
  /** UTC ms, by the province. */
  answeredAt: z.number(),
  /** Audit entries the province has now and had not told of. */
  acknowledged: z.int().min(0),
  accepted: z.int().min(0),
  /** Edits the province did not take: they wait among the conflicts. */
  kept: z.int().min(0),
  /** `other-state`: this machine has another state than the file was made for; `refused`: the file's is not to be believed. */
  configuration: z.enum(['applied', 'other-state', 'refused']),
  changes: z.int().min(0),
  checkpointId: z.int().nullable(),
  /** Why the province did not take the log further. */
  logProblem: problemKindSchema.nullable(),
});
export type TransferImported = z.infer<typeof transferImportedSchema>;
