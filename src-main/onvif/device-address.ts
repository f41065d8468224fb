/** What a person writes as a device's address, as the URL of its device service. Pure. */
import { isIP } from 'node:net';

const usualPath = '/onvif/device_service';

/** Takes `192.168.1.10`, `192.168.1.10:8000`, `camera.local`, or a whole URL; `null` for anything else. Credentials in it are dropped. */
export function deviceUrlOf(text: string): URL | null {
  const given = text.trim();
  if (given.length === 0 || given.length > 500 || /[\s\p{Cc}]/u.test(given)) return null;
  const hasScheme = /^[a-z][a-z\d+.-]*:\/\//iu.test(given);
  const whole = hasScheme ? given : `http://${isIP(given) === 6 ? `[${given}]` : given}`;
  if (!/^https?:\/\//iu.test(whole) || !URL.canParse(whole)) return null;
  const url = new URL(whole);
  if (url.hostname === '') return null;
  url.username = '';
  url.password = '';
  url.hash = '';
  if (url.pathname === '/' || url.pathname === '') url.pathname = usualPath;
  return url;
}

/** The device service of a camera of which only a stream is known: the port every device has unless somebody moved it. */
export function deviceUrlOfStream(rtspUrl: string): URL | null {
  if (!URL.canParse(rtspUrl)) return null;
  const { hostname } = new URL(rtspUrl);
  return hostname === '' ? null : new URL(`http://${hostname}${usualPath}`);
}
