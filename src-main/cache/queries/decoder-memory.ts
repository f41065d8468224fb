import { z } from 'zod';
import { decoderKindSchema } from '../../../src-contract/model/stream-state.ts';
import { all, run, type ReadableDb, type WritableDb } from '../database.ts';
import { sql } from '../sql.ts';

const decoderMemorySchema = z.object({
  /** What decodes, in one string: another machine or browser version must prove itself anew. */
  machine: z.string(),
  codec: z.string(),
  width: z.int(),
  height: z.int(),
  decoder: decoderKindSchema,
  provenAtMs: z.number(),
});
/** A decoder that gave pictures for this codec and size on this machine. */
export type DecoderMemory = Readonly<z.infer<typeof decoderMemorySchema>>;

/** The newest first, at most `limit`, of every machine this file was on. */
export function listDecoderMemory(db: ReadableDb, args: { readonly limit: number }): readonly DecoderMemory[] {
  const rows = all(
    db,
    sql`SELECT machine, codec, width, height, decoder, proven_at_ms AS provenAtMs FROM decoder_memory
        ORDER BY proven_at_ms DESC LIMIT ${args.limit}`,
  );
  return z.array(decoderMemorySchema).parse(rows);
}

export function storeDecoderMemory(db: WritableDb, memory: DecoderMemory): void {
  run(
    db,
    sql`INSERT INTO decoder_memory (machine, codec, width, height, decoder, proven_at_ms)
        VALUES (${memory.machine}, ${memory.codec}, ${memory.width}, ${memory.height}, ${memory.decoder}, ${memory.provenAtMs})
        ON CONFLICT (machine, codec, width, height) DO UPDATE SET decoder = excluded.decoder, proven_at_ms = excluded.proven_at_ms`,
  );
}
