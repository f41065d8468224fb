import type { WallResult } from './client-wall.ts';
import type { PeerResult } from './gst-peer.ts';

const percent = (ratio: number): string => `${(ratio * 100).toFixed(1)} %`;
const number = (value: number | null, unit: string): string => (value === null ? '–' : `${value.toFixed(0)} ${unit}`);

/** The results as a Markdown table, one row per wall; CPU is in cores. */
export function table(results: readonly { readonly ours: WallResult; readonly peer: PeerResult | null }[]): string {
  const header = [
    'wall',
    'tiles',
    'painted',
    'worst tile',
    'CPU',
    'main',
    'media',
    'FFmpeg',
    'browser',
    'memory',
    'age p50',
    'age p95',
    'first picture p50',
    'max',
  ];
  const rows = results.flatMap(({ ours, peer }) => [ourRow(ours), ...(peer === null ? [] : [peerRow(peer)])]);
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function ourRow({
  tiles,
  paintedRatio,
  worstTilePaintedRatio,
  cores,
  memoryMB,
  frameAgeMs,
  firstPictureMs,
}: WallResult): readonly string[] {
  const cpu = [cores.total, cores.main, cores.media, cores.ffmpeg, cores.browser].map((value) => value.toFixed(2));
  const times = [frameAgeMs.p50, frameAgeMs.p95, firstPictureMs.p50, firstPictureMs.max].map((value) => number(value, 'ms'));
  return [
    'Thái Nguyên VMS',
    String(tiles),
    percent(paintedRatio),
    percent(worstTilePaintedRatio),
    ...cpu,
    number(memoryMB.total, 'MB'),
    ...times,
  ];
}

function peerRow({ tiles, paintedRatio, cores, memoryMB }: PeerResult): readonly string[] {
  return ['GStreamer', String(tiles), percent(paintedRatio), '', cores.toFixed(2), '', '', '', '', number(memoryMB, 'MB'), '', '', '', ''];
}
