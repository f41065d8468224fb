/** What pages of the Electron host may do. Pure decisions; the host only applies them. */

export const APP_SCHEME = 'app';
export const APP_ORIGIN = 'app://vms';

/** Whether a document of this address is ours. */
export function isOwnPage(url: string): boolean {
  const parsed = URL.parse(url);
  return (
    parsed !== null && parsed.protocol === `${APP_SCHEME}:` && parsed.host === 'vms' && parsed.username === '' && parsed.password === ''
  );
}

/** Whether a page may ask for this address at all. Pages have no network: what they need comes by contract or media link. */
export function isRequestAllowed(url: string, devTools: boolean): boolean {
  const protocol = URL.parse(url)?.protocol;
  if (protocol === 'blob:' || protocol === 'data:') return true;
  return isOwnPage(url) || (devTools && protocol === 'devtools:');
}

const grantedPermissions: ReadonlySet<string> = new Set(['fullscreen', 'clipboard-sanitized-write', 'screen-wake-lock']);

export function isPermissionGranted(permission: string, requesting: string): boolean {
  return grantedPermissions.has(permission) && isOwnPage(requesting);
}

/** Chromium switches, to be set before the app is ready: walls play unattended, behind other windows, without a click. */
export const commandLineSwitches: readonly (readonly [name: string, value?: string])[] = [
  ['disable-background-timer-throttling'],
  ['disable-backgrounding-occluded-windows'],
  ['disable-renderer-backgrounding'],
  ['autoplay-policy', 'no-user-gesture-required'],
  ['disable-features', 'CalculateNativeWinOcclusion,Translate,MediaRouter'],
];

/** Privileges of `app://`: an origin like https, without a way around CSP. */
export const schemePrivileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } as const;

/** Settings of every page; `preload` is an absolute path. */
export function pagePreferences(preload: string, devTools: boolean): Readonly<Record<string, unknown>> & { preload: string } {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    backgroundThrottling: false,
    devTools,
  };
}
