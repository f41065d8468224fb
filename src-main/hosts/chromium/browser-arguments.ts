/** Command line of the browser. Pure. */

const disabledFeatures = [
  'Translate',
  'MediaRouter',
  'OptimizationHints',
  'CalculateNativeWinOcclusion',
  'AutofillServerCommunication',
  'InterestFeedContentSuggestions',
  'CertificateTransparencyComponentUpdater',
  'DialMediaRouteProvider',
  'GlobalMediaControls',
  'LensOverlay',
  'HttpsUpgrades',
];

const always = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-domain-reliability',
  '--disable-client-side-phishing-detection',
  '--disable-breakpad',
  '--disable-search-engine-choice-screen',
  '--metrics-recording-only',
  '--no-service-autorun',
  '--no-pings',
  '--password-store=basic',
  '--use-mock-keychain',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  `--disable-features=${disabledFeatures.join(',')}`,
];

export interface BrowserArguments {
  /** Profile of this run only. */
  readonly profileDir: string;
  /** First page; carries no secret, since a command line is public on the machine. */
  readonly url: string;
  /** DevTools port for tests, beside the private pipe. */
  readonly debugPort: number | null;
  /** Chromium refuses its sandbox to root on Linux. */
  readonly withoutSandbox: boolean;
}

/** Arguments that start the browser with its first window. No name but loopback resolves in it. */
export function browserArguments(options: BrowserArguments): readonly string[] {
  return [
    ...always,
    '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
    `--user-data-dir=${options.profileDir}`,
    '--remote-debugging-pipe',
    ...(options.debugPort === null ? [] : [`--remote-debugging-port=${options.debugPort}`]),
    // --test-type only keeps the warning bar about the missing sandbox off the picture
    ...(options.withoutSandbox ? ['--no-sandbox', '--test-type'] : []),
    `--app=${options.url}`,
  ];
}

/** Arguments of a second start on the same profile, which hands over to the running browser and opens one more window there. */
export function anotherWindowArguments(options: BrowserArguments): readonly string[] {
  return [
    ...always,
    `--user-data-dir=${options.profileDir}`,
    ...(options.withoutSandbox ? ['--no-sandbox', '--test-type'] : []),
    `--app=${options.url}`,
  ];
}
