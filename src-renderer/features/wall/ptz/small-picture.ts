/** A frame made small enough to be kept with a preset. */

const WIDTH = 192;
/** What main keeps of one picture, characters. */
const MOST = 40_000;

/** A JPEG as a data URL; `null` where no canvas is to be had. */
export async function smallPicture(frame: ImageBitmap): Promise<string | null> {
  const canvas = new OffscreenCanvas(WIDTH, Math.max(1, Math.round((frame.height / frame.width) * WIDTH)));
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.drawImage(frame, 0, 0, canvas.width, canvas.height);
  for (const quality of [0.75, 0.5, 0.3]) {
    const url = await urlOf(await canvas.convertToBlob({ type: 'image/jpeg', quality }));
    if (url.length <= MOST) return url;
  }
  return null;
}

function urlOf(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      resolve(typeof reader.result === 'string' ? reader.result : '');
    };
    reader.onerror = () => {
      reject(new TypeError('picture not read'));
    };
    reader.readAsDataURL(blob);
  });
}
