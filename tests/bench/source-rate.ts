import { spawn } from 'node:child_process';

/**
 * Frames a second that a source really sends, from the presentation times of its own packets.
 *
 * Counting packets over wall time would be off by the start; the packets' own time line is not.
 * Rejects when fewer than ten packets come within `seconds` + 10 s.
 */
export async function measureSourceFps(url: string, seconds: number): Promise<number> {
  const times = await packetTimes(url, seconds);
  const first = times[0];
  const last = times.at(-1);
  if (first === undefined || last === undefined || times.length < 10) throw new Error(`no steady video at ${url}`);
  return (times.length - 1) / (last - first);
}

async function packetTimes(url: string, seconds: number): Promise<readonly number[]> {
  const arguments_ = ['-v', 'error', '-rtsp_transport', 'tcp', '-read_intervals', `%+${seconds}`, '-select_streams', 'v:0'];
  const child = spawn('ffprobe', [...arguments_, '-show_entries', 'packet=pts_time', '-of', 'csv=p=0', url], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: (seconds + 10) * 1000,
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  await new Promise((resolve) => child.once('close', resolve));
  return text
    .split('\n')
    .map((line) => Number.parseFloat(line))
    .filter((time) => Number.isFinite(time))
    .sort((left, right) => left - right);
}
