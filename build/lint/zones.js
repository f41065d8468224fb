// @ts-check
/**
 * The arrows of ARCHITECTURE.md as one table: who may import whom, and why.
 *
 * `zone` is a path prefix (`*` stands for one folder or file name part); the longest matching prefix owns a file.
 * A zone always may import itself. `may` lists other zones, `npm` packages, `node` the built-in modules:
 * `none`, `safe` (all but child_process) or `all`. `why` is printed with the error, so it says what to do instead.
 * There is no exception list: a new need is a new row or a changed row, seen in review.
 *
 * @typedef {{ readonly zone: string, readonly may: readonly string[], readonly npm: readonly string[] | 'any', readonly node: 'none' | 'safe' | 'all', readonly why: string }} Zone
 */

const ADAPTERS = ['src-main/ffmpeg', 'src-main/ffmpeg/runner', 'src-main/cache', 'src-main/onvif', 'src-main/rest', 'src-main/evidence'];
const MAIN = [
  'src-main/base',
  ...ADAPTERS,
  'src-main/media',
  'src-main/services',
  'src-main/ipc',
  'src-main/hosts/host',
  'src-main/launch-options',
];
const CONCRETE_HOSTS = ['src-main/hosts', 'src-main/hosts/electron', 'src-main/hosts/chromium'];
const RENDERER = ['lib', 'ui', 'players', 'bridge', 'stores', 'features/*'].map((folder) => `src-renderer/${folder}`);
const SOURCES = [
  'src-contract',
  'src-preload',
  ...MAIN,
  ...CONCRETE_HOSTS,
  'src-main/app',
  'src-main/main.*',
  ...RENDERER,
  'src-renderer/index',
  'src-renderer/gallery',
];
const SCREEN = ['react', 'react-dom', 'antd', '@ant-design/icons', 'react-i18next', 'i18next'];
const adapterWhy = 'adapters know one outside thing each and never one another; join them in src-main/services';

/** @type {readonly Zone[]} */
export const zones = [
  {
    zone: 'src-contract',
    may: [],
    npm: ['zod'],
    node: 'none',
    why: 'the contract is plain data both sides share; it depends on nothing but zod',
  },
  {
    zone: 'src-preload',
    may: ['src-contract'],
    npm: ['electron'],
    node: 'none',
    why: 'the preload only exposes the derived contract; it never grows',
  },

  {
    zone: 'src-main/base',
    may: ['src-contract'],
    npm: ['zod'],
    node: 'all',
    why: 'base knows nothing of the program; pass what it needs as an argument',
  },
  {
    zone: 'src-main/ffmpeg',
    may: ['src-main/base', 'src-main/ffmpeg/runner', 'src-contract'],
    npm: ['zod'],
    node: 'safe',
    why: `${adapterWhy}; only ffmpeg/runner starts processes`,
  },
  {
    zone: 'src-main/ffmpeg/runner',
    may: ['src-main/base', 'src-main/ffmpeg', 'src-contract'],
    npm: ['ffmpeg-static'],
    node: 'all',
    why: adapterWhy,
  },
  { zone: 'src-main/cache', may: ['src-main/base', 'src-contract'], npm: ['better-sqlite3', 'zod'], node: 'safe', why: adapterWhy },
  { zone: 'src-main/onvif', may: ['src-main/base', 'src-contract'], npm: ['onvif', 'zod'], node: 'safe', why: adapterWhy },
  {
    zone: 'src-main/rest',
    may: ['src-main/base', 'src-contract'],
    npm: ['axios', 'zod', '@peculiar/x509', 'reflect-metadata', 'openid-client'],
    node: 'safe',
    why: adapterWhy,
  },
  { zone: 'src-main/evidence', may: ['src-main/base', 'src-contract'], npm: ['zod'], node: 'safe', why: adapterWhy },
  {
    zone: 'src-main/media',
    may: ['src-main/base', 'src-main/ffmpeg', 'src-main/ffmpeg/runner', 'src-contract'],
    npm: ['zod'],
    node: 'safe',
    why: 'the media process carries frames only; truth (rights, database, REST) stays in main and reaches it as messages',
  },
  {
    zone: 'src-main/services',
    may: ['src-main/base', ...ADAPTERS, 'src-main/media', 'src-main/hosts/host', 'src-contract'],
    npm: ['zod', 'csv-parse', '@node-rs/argon2'],
    node: 'safe',
    why: 'a service does what the app does through adapters; it knows neither ipc nor a concrete host',
  },
  {
    zone: 'src-main/ipc',
    may: ['src-main/base', 'src-main/services', 'src-main/hosts/host', 'src-contract'],
    npm: ['zod'],
    node: 'safe',
    why: 'a handler is validate → rights → service; put the logic into src-main/services',
  },
  {
    zone: 'src-main/hosts/host',
    may: ['src-main/base', 'src-contract'],
    npm: [],
    node: 'safe',
    why: 'the host interface is what the program asks of any shell; it knows no shell',
  },
  {
    zone: 'src-main/hosts',
    may: ['src-main/base', 'src-main/hosts/host', 'src-contract'],
    npm: ['ws', 'zod'],
    node: 'all',
    why: 'what both hosts share knows neither of them',
  },
  {
    zone: 'src-main/hosts/electron',
    may: ['src-main/base', 'src-main/hosts', 'src-main/hosts/host', 'src-contract'],
    npm: ['electron', 'zod'],
    node: 'all',
    why: 'a host implements host.ts and knows nothing above it, nor the other host',
  },
  {
    zone: 'src-main/hosts/chromium',
    may: ['src-main/base', 'src-main/hosts', 'src-main/hosts/host', 'src-contract'],
    npm: ['ws', 'zod'],
    node: 'all',
    why: 'a host implements host.ts and knows nothing above it, nor the other host',
  },
  {
    zone: 'src-main/launch-options',
    may: ['src-contract'],
    npm: [],
    node: 'safe',
    why: 'the command line is read before anything is built',
  },
  {
    zone: 'src-main/app',
    may: [...MAIN, 'src-contract', 'resources', 'package.json'],
    npm: ['zod'],
    node: 'safe',
    why: 'app.ts builds the program for any host; only the entries main.*.ts choose one',
  },
  {
    zone: 'src-main/main.*',
    may: [...MAIN, ...CONCRETE_HOSTS, 'src-main/app', 'src-contract', 'resources'],
    npm: [],
    node: 'safe',
    why: 'an entry makes its host and calls app',
  },

  {
    zone: 'src-renderer/lib',
    may: ['src-contract', 'resources'],
    npm: ['i18next', 'zod'],
    node: 'none',
    why: 'lib is pure and knows no screen, no store and no bridge',
  },
  {
    zone: 'src-renderer/ui',
    may: ['src-renderer/lib', 'src-contract'],
    npm: SCREEN,
    node: 'none',
    why: 'ui pieces have no domain state; pass what they show as props',
  },
  {
    zone: 'src-renderer/players',
    may: ['src-renderer/lib', 'src-contract'],
    npm: [],
    node: 'none',
    why: 'players drive links, decoders and tracks outside React; hand them what they need as arguments',
  },
  {
    zone: 'src-renderer/bridge',
    may: ['src-renderer/lib', 'src-contract'],
    npm: [],
    node: 'none',
    why: 'bridge is the one place that touches window.vms; it knows no screen',
  },
  {
    zone: 'src-renderer/stores',
    may: ['src-renderer/bridge', 'src-renderer/lib', 'src-contract'],
    npm: ['zustand', 'react'],
    node: 'none',
    why: 'stores hold state and call the bridge; they know no screen and no player',
  },
  {
    zone: 'src-renderer/features/*',
    may: ['src-renderer/stores', 'src-renderer/ui', 'src-renderer/players', 'src-renderer/lib', 'src-contract'],
    npm: [...SCREEN, 'zustand'],
    node: 'none',
    why: 'a feature never imports a feature nor the bridge; move the shared thing to stores or ui',
  },
  {
    zone: 'src-renderer/index',
    may: [...RENDERER, 'src-contract', 'resources'],
    npm: SCREEN,
    node: 'none',
    why: 'index.tsx joins the renderer and nothing of the other processes',
  },
  {
    zone: 'src-renderer/gallery',
    may: [...RENDERER, 'src-contract', 'resources'],
    npm: SCREEN,
    node: 'none',
    why: 'the gallery shows the pieces of the renderer to whoever develops them; nothing imports it',
  },
  { zone: 'package.json', may: [], npm: [], node: 'none', why: 'the program reads its own name and version from it, nothing more' },
  { zone: 'resources', may: [], npm: [], node: 'none', why: 'resources are data shipped beside the program' },

  {
    zone: 'tools/*',
    may: ['src-contract', 'src-main/base'],
    npm: ['ws', 'zod', 'playwright-core'],
    node: 'all',
    why: 'a tool stands alone on the contract and base, so that it cannot share a mistake with what it tests',
  },
  {
    zone: 'tools/reference-backend',
    may: ['src-contract', 'src-main/base'],
    npm: ['fastify', 'ajv', 'yaml', 'jose', 'zod', 'better-sqlite3', 'pg', '@peculiar/x509', 'reflect-metadata', '@node-rs/argon2'],
    node: 'all',
    why: 'the reference backend keeps the contract with libraries of its own kind; of the client it takes the contract and the form of the ledger, nothing else',
  },
  { zone: 'tools/setup', may: [], npm: [], node: 'all', why: 'set-up runs before anything is installed; it has Node and nothing else' },
  { zone: 'build', may: [], npm: 'any', node: 'all', why: 'build scripts read files, they do not run the program' },
  {
    zone: 'electron.config',
    may: [],
    npm: ['electron-vite', 'vite', '@vitejs/plugin-react'],
    node: 'safe',
    why: 'the build configuration names files, it does not run them',
  },
  {
    zone: 'tests',
    may: [...SOURCES, 'resources', 'package.json', 'build', 'electron.config', 'tools/*', 'tools/reference-backend', 'tools/setup'],
    npm: 'any',
    node: 'all',
    why: 'tests may import anything of the project',
  },
];

/** Packages and modules that are kept in one place each, with the reason, printed beside the zone's own. */
export const scarce = new Map([
  ['electron', 'Electron is touched only by src-main/hosts/electron and src-preload, so that the same program runs under both hosts'],
  ['axios', 'axios is used only in src-main/rest: one function per endpoint, answers parsed at the door'],
  [
    'better-sqlite3',
    'better-sqlite3 is used only in src-main/cache, inside its one worker thread, and by the reference backend as its embedded database',
  ],
  ['child_process', 'processes are started only in src-main/base, src-main/hosts and src-main/ffmpeg/runner, so that none is left behind'],
]);
