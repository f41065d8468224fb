/** The adapter that tells what a process id stands for now. Platform-specific by nature; `null` where it cannot tell. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';

export interface ProcessIdentity {
  /** Name of its program, without path. */
  readonly program: string;
  readonly parent: number;
  /** Whether the parent lives and is more than the system's collector of orphans. */
  readonly parentIsProgram: boolean;
}

export async function identifyProcess(pid: number, platform: NodeJS.Platform): Promise<ProcessIdentity | null> {
  if (!Number.isSafeInteger(pid) || pid <= 1) return null;
  if (platform === 'linux') return onLinux(pid);
  return platform === 'win32' ? onWindows(pid) : onMac(pid);
}

/** Processes that adopt orphans on Linux: init, and the session manager that registers as one. */
const collectors = /^(?:systemd|init|tini|dumb-init|catatonit|docker-init)$/u;

async function onLinux(pid: number): Promise<ProcessIdentity | null> {
  const own = await linuxStat(pid);
  if (own === null || own.state === 'Z') return null;
  const parent = own.parent > 1 ? await linuxStat(own.parent) : null;
  const parentIsProgram = parent !== null && !collectors.test(parent.program);
  return { program: own.program, parent: own.parent, parentIsProgram };
}

/** The name stands in brackets and may itself hold anything, so fields are counted after the last one. */
async function linuxStat(pid: number): Promise<{ readonly program: string; readonly state: string; readonly parent: number } | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1');
    const afterName = stat.lastIndexOf(')');
    const [state = '', parent = '0'] = stat.slice(afterName + 2).split(' ');
    return { program: stat.slice(stat.indexOf('(') + 1, afterName), state, parent: Number(parent) };
  } catch {
    return null;
  }
}

/** Windows keeps the dead parent's id, so whether it lives has to be asked too. */
async function onWindows(pid: number): Promise<ProcessIdentity | null> {
  const script =
    `$p = Get-CimInstance Win32_Process -Filter 'ProcessId=${pid}'; if (-not $p) { exit 1 }; ` +
    `$q = Get-Process -Id $p.ParentProcessId -ErrorAction SilentlyContinue; ` +
    `"$($p.ParentProcessId) $(if ($q -and $q.StartTime -le $p.CreationDate) { 1 } else { 0 }) $($p.Name)"`;
  const text = await answer('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script]);
  const fields = /^(\d+) ([01]) (.+)$/u.exec(text ?? '');
  if (fields?.[1] === undefined || fields[3] === undefined) return null;
  return { program: fields[3], parent: Number(fields[1]), parentIsProgram: fields[2] === '1' };
}

async function onMac(pid: number): Promise<ProcessIdentity | null> {
  const fields = /^\s*(\d+)\s+(.+)$/u.exec((await answer('ps', ['-o', 'ppid=,comm=', '-p', String(pid)])) ?? '');
  if (fields?.[1] === undefined || fields[2] === undefined) return null;
  const parent = Number(fields[1]);
  return { program: fields[2].slice(fields[2].lastIndexOf('/') + 1), parent, parentIsProgram: parent > 1 };
}

function answer(program: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, [...args], { timeout: 5000, windowsHide: true }, (failure, stdout) => {
      resolve(failure === null && stdout.trim() !== '' ? stdout.trim() : null);
    });
  });
}
