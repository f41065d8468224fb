/** Serves the scene modules to the page, types stripped, and hands every posted frame on. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import { join, normalize } from 'node:path';
import type { AddressInfo } from 'node:net';

export interface PageServer {
  readonly origin: string;
  /** Where posted frames go; set before a job starts. The promise is the back-pressure. */
  setSink(sink: (frame: Buffer) => Promise<void>): void;
  close(): void;
}

const page = `<!doctype html><meta charset="utf-8"><script type="module">
import { renderClip } from '/generate/scenes/render.ts';
window.renderClip = renderClip;
</script>`;

export async function servePage(root: string): Promise<PageServer> {
  let sink: (frame: Buffer) => Promise<void> = () => Promise.resolve();
  const server = createServer((request, response) => {
    answer(root, request, response, (frame) => sink(frame)).catch((failure: unknown) => {
      response.writeHead(500).end(String(failure));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP listener always has one
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    setSink: (next) => {
      sink = next;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function answer(
  root: string,
  request: IncomingMessage,
  response: ServerResponse,
  sink: (frame: Buffer) => Promise<void>,
): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  if (request.method === 'POST' && path === '/frame') {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer); // an HTTP body without encoding yields Buffers
    await sink(Buffer.concat(parts));
    response.writeHead(204).end();
  } else if (path === '/') {
    response.writeHead(200, { 'content-type': 'text/html' }).end(page);
  } else if (path.endsWith('.ts') && !normalize(path).includes('..')) {
    const source = await readFile(join(root, path), 'utf8');
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(stripTypeScriptTypes(source));
  } else {
    response.writeHead(404).end();
  }
}
