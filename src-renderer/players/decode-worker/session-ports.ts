import type { WorkerReport } from '../worker-messages.ts';
import type { AacFactory } from './aac-decoding.ts';
import type { CodecFactory } from './codec-factory.ts';
import type { FrameScaler } from './frame-scaler.ts';
import type { MaskPainter } from './mask-painter.ts';
import type { OpenMediaLink } from './media-link.ts';

/** What a window's decode worker needs of its surroundings. */
export interface SessionPorts {
  /** The worker's monotonic clock, ms. */
  readonly now: () => number;
  /** From that clock to the time line shared with the window. */
  readonly toSharedMs: (workerMs: number) => number;
  readonly cores: number;
  readonly openLink: OpenMediaLink;
  readonly codecs: CodecFactory;
  readonly aac: AacFactory;
  /** `null` where the compositor scales better than we do. */
  readonly scaler: FrameScaler | null;
  readonly painter: Pick<MaskPainter, 'paint'>;
  readonly bitmap: (frame: VideoFrame) => Promise<ImageBitmap>;
  post(report: WorkerReport, transfer?: Transferable[]): void;
}
