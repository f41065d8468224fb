/** When and how a session is kept alive (RFC 2326 §12.37; what cameras make of it: retina, go2rtc). */

export type KeepAliveMethod = 'GET_PARAMETER' | 'OPTIONS' | 'SET_PARAMETER';

const defaultTimeoutSeconds = 60;

/** Half the session's time, from a `Session` header's value; between 1 and 30 s. */
export function keepAliveMs(session: string | null): number {
  const seconds = Number(/;\s*timeout\s*=\s*(\d{1,6})/iu.exec(session ?? '')?.[1] ?? defaultTimeoutSeconds);
  return Math.min(30_000, Math.max(1000, (seconds > 0 ? seconds : defaultTimeoutSeconds) * 500));
}

/** Ways to try in turn. What a camera does not advertise may cost the connection (rtsp-simple-server dropped it on SET_PARAMETER). */
export function keepAliveMethods(advertised: string | null): readonly KeepAliveMethod[] {
  const methods = new Set((advertised ?? '').toUpperCase().split(/[\s,;]+/u, 40));
  return [
    ...(methods.has('GET_PARAMETER') ? (['GET_PARAMETER'] as const) : []),
    'OPTIONS',
    ...(methods.has('SET_PARAMETER') ? (['SET_PARAMETER'] as const) : []),
  ];
}
