/** The cameras as the CSV the client imports. */
import { audioOf, type SimCamera } from './cameras.ts';
import type { CameraAuth } from './rtsp/digest.ts';

const header = 'number,name,area,main_url,sub_url,transport,username,password';

/** `urlOf` and `authOf` come from the running simulator. Written as UTF-8. */
export function camerasCsv(
  cameras: readonly SimCamera[],
  urlOf: (camera: number, profile: string) => string,
  authOf: (camera: number) => CameraAuth,
): string {
  const rows = cameras.map((camera) => {
    const auth = authOf(camera.number);
    const [username, password] = auth.kind === 'none' ? ['', ''] : [auth.username, auth.password];
    const audio = audioOf(camera.number);
    const sound = audio === null ? '' : `?audio=${audio}`;
    const urls = [`${urlOf(camera.number, camera.mainProfile)}${sound}`, urlOf(camera.number, camera.subProfile)];
    return [String(camera.number), camera.name, camera.area, ...urls, 'tcp', username, password].map(field).join(',');
  });
  return `${[header, ...rows].join('\r\n')}\r\n`;
}

function field(text: string): string {
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
