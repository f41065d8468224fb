/** From the decode worker to the playing worklet, past the window: mono samples at the camera's own rate. The buffer is transferred. */
export interface SoundSamples {
  readonly rate: number;
  readonly samples: Float32Array<ArrayBuffer>;
}
