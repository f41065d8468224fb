import { createContext, useContext, useEffect, useRef, type ReactNode } from 'react';
import './camera-picture.css';

/** What is laid over any still of a camera, such as masks and the mark of who looks; given by the composition root. */
export type PictureCover = (cameraId: string) => ReactNode;
export const PictureCoverContext = createContext<PictureCover>(() => null);

/** As `CameraPicture`, of a picture that was kept: `url` is its data. What it shows is named by the text beside it. */
export function KeptPicture({ cameraId, url, className }: { readonly cameraId: string; readonly url: string; readonly className: string }) {
  const cover = useContext(PictureCoverContext);
  return (
    <span className={`kept-picture ${className}`}>
      <img src={url} alt="" draggable={false} />
      <span className="camera-picture-cover">{cover(cameraId)}</span>
    </span>
  );
}

/**
 * A still of a camera anywhere but in a tile. Everything that shows one uses this, so that what must lie over the
 * picture lies over all of them; it covers exactly the picture, whatever the box around it.
 */
export function CameraPicture({
  cameraId,
  bitmap,
  label,
}: {
  readonly cameraId: string;
  readonly bitmap: ImageBitmap;
  readonly label: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const cover = useContext(PictureCoverContext);
  useEffect(() => {
    canvas.current?.getContext('2d')?.drawImage(bitmap, 0, 0);
  }, [bitmap]);
  return (
    <div className="camera-picture" style={{ aspectRatio: `${String(bitmap.width)} / ${String(bitmap.height)}` }}>
      <canvas ref={canvas} width={bitmap.width} height={bitmap.height} role="img" aria-label={label} />
      <div className="camera-picture-cover">{cover(cameraId)}</div>
    </div>
  );
}
