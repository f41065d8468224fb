/** What travels between the host and a service process, around the messages of their owners. */
import { z } from 'zod';

export const toServiceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), body: z.unknown().optional() }),
  /** End everything you started, then exit. */
  z.object({ kind: z.literal('stop') }),
  /** Chromium: a window's authenticated upgrade request; the raw socket comes with it. */
  z.object({
    kind: z.literal('link-socket'),
    method: z.string(),
    url: z.string(),
    headers: z.record(z.string(), z.string()),
    head: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  }),
  /** Electron: a window's message port comes with it. */
  z.object({ kind: z.literal('link-port') }),
]);
export type ToService = z.infer<typeof toServiceSchema>;

export const fromServiceSchema = z.object({ kind: z.literal('message'), body: z.unknown().optional() });
export type FromService = z.infer<typeof fromServiceSchema>;

/** Name of the variable that tells a service main's process id. */
export const MAIN_PID_VARIABLE = 'VMS_MAIN_PID';

/**
 * The environment of a service: ours without what would change how a runtime starts (`NODE_OPTIONS`,
 * `ELECTRON_RUN_AS_NODE`, npm's settings), with `extra` on top.
 */
export function serviceEnvironment(
  own: Readonly<Record<string, string | undefined>>,
  extra: Readonly<Record<string, string>>,
  mainPid: number,
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(own)) {
    if (value !== undefined && !/^(NODE_|ELECTRON_|npm_|VMS_)/iu.test(name)) kept[name] = value;
  }
  return { ...kept, ...extra, [MAIN_PID_VARIABLE]: String(mainPid) };
}
