import type { StreamConfig } from '../../../src-contract/link/messages.ts';

/**
 * Annex B: parameter sets ride in the stream, so no description. Small pictures go to software by Chromium's own choice.
 * The colours are for streams that do not describe theirs: what the stream itself says wins, and left to itself Chromium
 * takes everything for BT.709.
 */
export function decoderConfig({ width, height, colour }: StreamConfig, codec: string): VideoDecoderConfig {
  const space = colour.matrix === 'bt601' ? 'smpte170m' : 'bt709';
  return {
    codec,
    codedWidth: width,
    codedHeight: height,
    colorSpace: { matrix: space, primaries: space, transfer: space, fullRange: colour.fullRange },
    optimizeForLatency: true,
    hardwareAcceleration: 'no-preference',
  };
}
