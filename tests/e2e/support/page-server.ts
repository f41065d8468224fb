/** Serves a built renderer on loopback with the product's own headers, so that the security policy is tested too. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolveContentFile, securityHeaders, withNonce } from '../../../src-main/hosts/page-content.ts';

export interface PageServer {
  readonly url: string;
  dispose(): Promise<void>;
}

export async function servePages(folder: string): Promise<PageServer> {
  const server = createServer((request, response) => {
    const nonce = randomBytes(16).toString('base64');
    const file = resolveContentFile(folder, new URL(request.url ?? '/', 'http://localhost').pathname);
    if (file === null) {
      response.writeHead(404, securityHeaders(nonce)).end();
      return;
    }
    readFile(file.path).then(
      (content) => response.writeHead(200, { ...securityHeaders(nonce), 'Content-Type': file.mime }).end(withNonce(file, content, nonce)),
      () => response.writeHead(404, securityHeaders(nonce)).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo; // a TCP server has a socket address
  return {
    url: `http://127.0.0.1:${String(port)}/`,
    dispose: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => {
          closed();
        });
      }),
  };
}
