import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { CameraInventory } from '../services/camera-inventory.ts';
import type { DecoderMemoryService } from '../services/decoder-memory.ts';
import type { OutageLog } from '../services/outage-log.ts';
import type { LiveService } from '../services/live.ts';

export interface LiveCalls {
  readonly cameras: Pick<CameraInventory, 'ready'>;
  readonly live: Pick<LiveService, 'open' | 'prepare' | 'listen' | 'close' | 'report'>;
  readonly decoders: Pick<DecoderMemoryService, 'remember'>;
  readonly outages: Pick<OutageLog, 'reported'>;
  readonly media: { connectWindow(windowId: string): void };
}

export function liveHandlers({ live, cameras, media, decoders, outages }: LiveCalls): Handlers<VmsContract>['live'] {
  return {
    open: async ({ cameraId, tileHeightPx, want }, { windowId }) => {
      await cameras.ready(cameraId);
      return live.open(windowId, cameraId, tileHeightPx, want);
    },
    prepare: async ({ cameraId, tileHeightPx, want }, { windowId }) => {
      await cameras.ready(cameraId);
      return live.prepare(windowId, cameraId, tileHeightPx, want);
    },
    listen: async ({ cameraId }, { windowId }) => {
      await cameras.ready(cameraId);
      return live.listen(windowId, cameraId);
    },
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
