/** What main and the media process cost when a full wall is read by our own RTSP client: the part that scales with cameras. */
import { measureClientWall } from './client-wall.ts';
import { rounded } from './percentiles.ts';
import { startSimulator } from './simulator.ts';
import { measureSourceFps } from './source-rate.ts';

export interface EngineResult {
  readonly tiles: number;
  readonly sourceFps: number;
  readonly receivedRatio: number;
  readonly mainCores: number;
  readonly mediaCores: number;
  readonly cores: number;
  readonly mainMB: number;
  readonly mediaMB: number;
  readonly memoryMB: number;
  /** How full the machine was: over 1 a core waited for somebody else. */
  readonly loadPerCore: number;
}

/** `source` with `%d` for 0…N−1; `null` takes the simulator. */
export async function measureEngine(tiles: number, seconds: number, source: string | null, load: () => number): Promise<EngineResult> {
  const simulator = source === null ? await startSimulator(tiles, null) : null;
  // The simulator counts its cameras from 1; camera "0" of the pattern does not exist, so the pattern starts one further.
  const pattern = source ?? simulator?.url(0, 'sub').replace('/0/', '/%d/') ?? '';
  try {
    const sourceFps = await measureSourceFps(pattern.replace('%d', '1'), 4);
    const wall = await measureClientWall({
      tiles,
      sourcePattern: pattern,
      firstSource: source === null ? 1 : 0,
      seconds,
      warmUpSeconds: 10,
      sourceFps,
    });
    const { cores, memoryMB } = wall;
    return {
      tiles,
      sourceFps: wall.sourceFps,
      receivedRatio: wall.receivedRatio,
      mainCores: cores.main,
      mediaCores: cores.media,
      cores: rounded(cores.main + cores.media, 3) ?? 0,
      mainMB: memoryMB.main,
      mediaMB: memoryMB.media,
      memoryMB: memoryMB.main + memoryMB.media,
      loadPerCore: rounded(load(), 2) ?? 0,
    };
  } finally {
    simulator?.stop();
  }
}
