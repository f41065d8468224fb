import type { PictureTap } from './picture-tap.ts';
import type { Session } from './session.ts';

/** One stream as links see it: its units, and its pictures for those who cannot decode them. */
export interface LiveStream {
  readonly session: Session;
  readonly pictures: PictureTap;
}
