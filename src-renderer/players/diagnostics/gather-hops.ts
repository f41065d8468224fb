import type { TileDiagnostics } from '../../../src-contract/model/diagnostics.ts';
import type { PlayerClock } from '../player-clock.ts';
import type { DiagnosticsListener } from './wall-diagnosis.ts';

/** By the second look the media process has answered. */
const LOOKS = 3;
const GIVE_UP_MS = 5_000;

/** Looks at all tiles just long enough to have every hop's counts. */
export function gatherHops(
  player: { diagnose(cells: 'all', listener: DiagnosticsListener): () => void },
  clock: Pick<PlayerClock, 'after'>,
): Promise<readonly TileDiagnostics[]> {
  return new Promise((resolve) => {
    let newest: readonly TileDiagnostics[] = [];
    let looks = 0;
    const finish = (): void => {
      stopWaiting();
      stopLooking();
      resolve(newest);
    };
    const stopWaiting = clock.after(GIVE_UP_MS, finish);
    const stopLooking = player.diagnose('all', (tiles) => {
      newest = tiles;
      looks += 1;
      if (looks >= LOOKS || tiles.length === 0) finish();
    });
  });
}
