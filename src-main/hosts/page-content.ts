/** How both hosts serve the built pages: which file an address means, its type, and the headers every answer carries. */
import { posix, resolve, sep } from 'node:path';

const mimeTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  wasm: 'application/wasm',
};

/** What `index.html` has where the nonce of the style policy goes; the UI library reads it from there. */
export const NONCE_PLACEHOLDER = '__NONCE__';

export interface ContentFile {
  /** Absolute path below the root. */
  readonly path: string;
  readonly mime: string;
}

/**
 * The file below `root` that a URL path means, or `null` for anything that is not plainly such a name:
 * escapes, drive letters and streams (`a:b`), dot files, unknown types.
 */
export function resolveContentFile(root: string, urlPath: string): ContentFile | null {
  const decoded = decodePath(urlPath);
  if (decoded?.startsWith('/') !== true) return null;
  const name = decoded === '/' ? '/index.html' : decoded;
  const segments = name.slice(1).split('/');
  if (segments.some((segment) => segment === '' || segment.startsWith('.') || /[\\:*?"<>|\p{Cc}]|[. ]$/u.test(segment))) return null;
  const mime = mimeTypes[posix.extname(name).slice(1).toLowerCase()];
  const path = resolve(root, ...segments);
  if (mime === undefined || !path.startsWith(resolve(root) + sep)) return null;
  return { path, mime };
}

function decodePath(urlPath: string): string | null {
  try {
    return decodeURIComponent(urlPath);
  } catch {
    return null;
  }
}

/** The policy both hosts send. Styles made at run time are admitted by a nonce that is new for every answer; WebAssembly by a word that admits no script. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** Headers of every answer, refusals included. */
export function securityHeaders(nonce: string): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(nonce),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  };
}

/** Puts the nonce into a page; other files pass unchanged. */
export function withNonce(file: ContentFile, content: Buffer, nonce: string): Buffer {
  if (!file.mime.startsWith('text/html')) return content;
  return Buffer.from(content.toString('utf8').replaceAll(NONCE_PLACEHOLDER, nonce), 'utf8');
}
