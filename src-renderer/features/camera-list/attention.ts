/** Told where a person's attention is, so that what they call up next can be made ready. */
export interface Attention {
  /** A camera is pointed at or marked in the list; `null` when none is any more. */
  attend(cameraId: string | null): void;
  /** A camera is on its way to the wall. */
  expect(cameraId: string): void;
}
