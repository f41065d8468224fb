import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { DecoderMemoryService } from '../services/decoder-memory.ts';
import type { OutageLog } from '../services/outage-log.ts';
import type { LiveService } from '../services/live.ts';

export interface LiveCalls {
  readonly live: Pick<LiveService, 'open' | 'listen' | 'close' | 'report'>;
  readonly decoders: Pick<DecoderMemoryService, 'remember'>;
  readonly outages: Pick<OutageLog, 'reported'>;
  readonly media: { connectWindow(windowId: string): void };
}

export function liveHandlers({ live, media, decoders, outages }: LiveCalls): Handlers<VmsContract>['live'] {
  return {
    open: ({ cameraId, tileHeightPx, want }, { windowId }) => live.open(windowId, cameraId, tileHeightPx, want),
    listen: ({ cameraId }, { windowId }) => live.listen(windowId, cameraId),
    close: ({ ticket }, { windowId }) => {
      live.close(windowId, ticket);
    },
    connectLink: (_, { windowId }) => {
      media.connectWindow(windowId);
    },
    report: ({ tiles, frames }, { windowId }) => {
      live.report(windowId, tiles, frames);
      outages.reported(windowId, tiles);
    },
    rememberDecoder: ({ proven }) => {
      decoders.remember(proven);
    },
  };
}
