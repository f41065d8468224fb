/**
 * Checkpoints: a tree head in C2SP `tlog-checkpoint` form. Origin, size and root are a line each; two more say
 * which sealing key was in force (`key`) and seal the lines above with it (`seal`), as the province's contract asks.
 */
import { asSha256 } from './hash.ts';
import type { TreeHead } from './merkle.ts';
import { sealFits, sealOf, type SealingKey } from './sealing-key.ts';

export interface Checkpoint extends TreeHead {
  readonly logId: string;
  readonly epoch: number;
  /** How often the sealing key had moved on. */
  readonly keyStep: number;
  readonly seal: Uint8Array;
}

const ORIGIN = 'thainguyen.gov.vn/vms';
/** What the form finds in a text; all of it, or there is no match. */
interface Found {
  readonly logId: string;
  readonly epoch: string;
  readonly size: string;
  readonly root: string;
  readonly step: string;
  readonly seal: string;
}

const form =
  /^thainguyen\.gov\.vn\/vms\/(?<logId>[^/\n]{1,200})\/(?<epoch>[1-9]\d{0,8})\n(?<size>0|[1-9]\d{0,14})\n(?<root>[A-Za-z0-9+/]{43}=)\nkey (?<step>0|[1-9]\d{0,8})\nseal (?<seal>[A-Za-z0-9+/]{43}=)\n$/u;

/** The text to sign for a tree head. Every epoch of a log is a tree of its own. */
export function checkpointText(log: { readonly logId: string; readonly epoch: number }, head: TreeHead, key: SealingKey): string {
  const root = Buffer.from(head.root).toString('base64');
  const lines = `${ORIGIN}/${log.logId}/${log.epoch}\n${head.size}\n${root}\nkey ${key.step}\n`;
  return `${lines}seal ${Buffer.from(sealOf(key, Buffer.from(lines))).toString('base64')}\n`;
}

/** Reads the text of a note; `null` for anything else. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const found = form.exec(text)?.groups as Found | undefined; // the form's own groups, none of them optional
  const root = found === undefined ? null : asSha256(bytesOf(found.root));
  if (found === undefined || root === null) return null;
  const { logId, epoch, size, step, seal } = found;
  return { logId, epoch: Number(epoch), size: Number(size), root, keyStep: Number(step), seal: bytesOf(seal) };
}

/** Whether the text was sealed with `key`, which must be the one of its step. */
export function checkpointSealFits(text: string, { seal }: Checkpoint, key: SealingKey): boolean {
  return sealFits(key, Buffer.from(text.slice(0, text.lastIndexOf('\nseal ') + 1)), seal);
}

const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));
