import type { StreamConfig } from '../../../src-contract/link/messages.ts';

/** Annex B: parameter sets ride in the stream, so no description. Small pictures go to software by Chromium's own choice. */
export function decoderConfig(config: StreamConfig, codec: string): VideoDecoderConfig {
  return {
    codec,
    codedWidth: config.width,
    codedHeight: config.height,
    optimizeForLatency: true,
    hardwareAcceleration: 'no-preference',
  };
}
