/** Linux only: what runs below the client, to kill parts of it and to look for secrets. */
import { readFileSync } from 'node:fs';
import { partOf, readTree, type Part, type ProcessFacts } from '../../bench/process-tree.ts';

export const onLinux = process.platform === 'linux';

/** Living processes of one part of a client, oldest first. */
export function processesOf(clientPid: number, part: Part): readonly ProcessFacts[] {
  return readTree(clientPid)
    .filter((facts) => partOf(facts, clientPid) === part)
    .sort((left, right) => left.pid - right.pid);
}

/** Command lines and environments of the whole tree, as any program of the same user can read them. */
export function visibleTexts(clientPid: number): readonly { readonly pid: number; readonly text: string }[] {
  return readTree(clientPid).map(({ pid, command }) => ({ pid, text: `${command}\0${environmentOf(pid)}` }));
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return ''; // it ended meanwhile
  }
}
