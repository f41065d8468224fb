import type { TileDiagnostics } from '../../../src-contract/model/diagnostics.ts';
import type { TileState } from '../../../src-contract/model/stream-state.ts';
import { percentile95 } from '../../lib/diagnostics/percentile.ts';
import type { StreamProfile } from '../player-types.ts';
import { reportedState } from '../tile-state.ts';
import type { TileStatus } from '../worker-messages.ts';

export interface GlassFacts {
  readonly state: TileState;
  readonly profile: StreamProfile;
  readonly status: TileStatus | null;
  readonly painted: number;
  readonly agesMs: readonly number[];
}

/** What is on the glass, for the diagnosis of its hops. */
export function glassLook(
  { state, profile, status, painted, agesMs }: GlassFacts,
  video: Pick<HTMLVideoElement, 'ownerDocument'>,
): TileDiagnostics['glass'] {
  return {
    ...reportedState(state),
    profile,
    presented: status?.presentedFrames ?? 0,
    painted,
    skipped: status?.droppedFrames ?? 0,
    ageMs: status?.frameAgeMs ?? null,
    ageP95Ms: percentile95(agesMs),
    visible: video.ownerDocument.visibilityState === 'visible',
  };
}
