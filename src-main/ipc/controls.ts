import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { ControlsService } from '../services/controls.ts';

export interface ControlsCalls {
  readonly controls: Pick<ControlsService, 'keep'>;
}

export function controlsHandlers({ controls }: ControlsCalls): Handlers<VmsContract>['controls'] {
  return { keep: ({ controls: kept }) => controls.keep(kept) };
}
