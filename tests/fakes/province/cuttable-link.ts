/** A cable to the province that a test can pull out: bytes go through untouched, or nobody is there. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface CuttableLink {
  readonly url: string;
  cut(isCut: boolean): void;
  close(): Promise<void>;
}

export const startLink = async (target: string): Promise<CuttableLink> => {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
      socket.on('error', () => undefined);
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const end = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `https://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    cut: (cut) => {
      isCut = cut;
      if (cut) end();
    },
    close: () =>
      new Promise((done) => {
        end();
        server.close(() => done());
      }),
  };
};
