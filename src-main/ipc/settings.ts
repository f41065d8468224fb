import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { FfmpegService } from '../services/ffmpeg-status.ts';
import type { SettingsService } from '../services/settings.ts';

export interface SettingsCalls {
  readonly settings: Pick<SettingsService, 'update'>;
  readonly ffmpeg: Pick<FfmpegService, 'probe'>;
}

export function settingsHandlers({ settings, ffmpeg }: SettingsCalls): Handlers<VmsContract>['settings'] {
  return {
    update: ({ patch }) => settings.update(patch),
    probeFfmpeg: ({ path }) => ffmpeg.probe(path),
  };
}
