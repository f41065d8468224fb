/** Answers `app://vms/…` from the built pages. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolveContentFile, securityHeaders, withNonce } from '../page-content.ts';
import { isOwnPage } from './policy.ts';

/** Never rejects: what is not plainly one of our files is 404. */
export async function answerPageRequest(root: string, request: { readonly url: string; readonly method: string }): Promise<Response> {
  const nonce = randomBytes(16).toString('base64');
  const headers = securityHeaders(nonce);
  if (!isOwnPage(request.url)) return new Response(null, { status: 403, headers });
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers });
  const file = resolveContentFile(root, new URL(request.url).pathname);
  const content = file === null ? null : await readFile(file.path).catch(() => null);
  if (file === null || content === null) return new Response(null, { status: 404, headers });
  return new Response(new Uint8Array(withNonce(file, content, nonce)), { headers: { ...headers, 'Content-Type': file.mime } });
}
