/** Chromium's way from frames to a `<video>`; not in TypeScript's DOM library. See docs/decisions/0003-painting.md. */
interface TrackGenerator extends MediaStreamTrack {
  readonly writable: WritableStream<VideoFrame>;
}

/** A fresh track behind `video`. The writable end goes to the decode worker; `end` blanks the element. */
export interface VideoSurface {
  readonly writable: WritableStream<VideoFrame>;
  end(): void;
}

/**
 * A picture that already has the pixels it gets on the screen is copied, which a software compositor does several times
 * faster than filtering it; any other is filtered.
 */
export function paintExactly(video: HTMLVideoElement, exact: boolean): void {
  const rendering = exact ? 'pixelated' : '';
  if (video.style.imageRendering !== rendering) video.style.imageRendering = rendering;
}

/** Throws where the browser has no track generator: a wall cannot work there at all. */
export function openSurface(video: HTMLVideoElement): VideoSurface {
  const found: unknown = Reflect.get(globalThis, 'MediaStreamTrackGenerator');
  if (typeof found !== 'function') throw new TypeError('MediaStreamTrackGenerator is missing');
  const Generator = found as new (init: { kind: 'video' }) => TrackGenerator; // checked above; its type is Chromium's own
  const track = new Generator({ kind: 'video' });
  video.muted = true; // only muted video may start without a click
  video.autoplay = true;
  video.playsInline = true;
  video.disablePictureInPicture = true;
  video.srcObject = new MediaStream([track]);
  video.play().catch(() => undefined); // rejected when the surface ends before its first frame: expected
  return {
    writable: track.writable,
    end() {
      track.stop();
      video.srcObject = null;
    },
  };
}

/**
 * Every video says four times a second what time it is, and React listens to all that any of them says; on a wall of sixteen that
 * is the window's busiest event, and nobody asks for it.
 */
export function hushTimes(page: Pick<Window, 'addEventListener'>): void {
  page.addEventListener(
    'timeupdate',
    (event) => {
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
}
