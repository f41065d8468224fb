import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { claimInstance, type InstanceClaim } from '../../../../../src-main/hosts/chromium/single-instance.ts';

describe('claimInstance', () => {
  let directory = '';
  const lockFile = () => join(directory, 'instance.json');
  const release = (claim: InstanceClaim): Promise<void> => (claim.kind === 'first' ? claim.lock.release() : Promise.resolve());
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vms một '));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  test('the second is told apart and heard, link included; after release the next is first again', async () => {
    const heard: (string | null)[] = [];
    const first = await claimInstance(directory, null, (link) => heard.push(link));
    expect(first.kind).toBe('first');
    expect((await claimInstance(directory, 'vmstn://camera/1', () => undefined)).kind).toBe('second');
    expect((await claimInstance(directory, null, () => undefined)).kind).toBe('second');
    expect(heard).toEqual(['vmstn://camera/1', null]);
    await release(first);
    const next = await claimInstance(directory, null, () => undefined);
    expect(next.kind).toBe('first');
    await release(next);
  });

  test.each([
    ['garbage', 'not json'],
    ['a dead port', JSON.stringify({ port: 1, token: 'x'.repeat(43) })],
    ['nonsense', JSON.stringify({ port: 99_999_999, token: 1 })],
  ])('takes over a lock that holds %s', async (_what, content) => {
    await writeFile(lockFile(), content);
    const claim = await claimInstance(directory, null, () => undefined);
    expect(claim.kind).toBe('first');
    await release(claim);
  });

  test('of several at once exactly one is first', async () => {
    await writeFile(lockFile(), JSON.stringify({ port: 1, token: 'x'.repeat(43) }));
    const claims = await Promise.all([1, 2, 3, 4].map(() => claimInstance(directory, null, () => undefined)));
    expect(claims.filter((claim) => claim.kind === 'first')).toHaveLength(1);
    await Promise.all(claims.map(release));
  });

  test('a stranger without the token is not heard', async () => {
    const heard: unknown[] = [];
    const claim = await claimInstance(directory, null, (link) => heard.push(link));
    const { port } = JSON.parse(await readFile(lockFile(), 'utf8')) as { port: number };
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(`${JSON.stringify({ token: 'guess', deepLink: 'vmstn://x' })}\n`));
      socket.on('data', (chunk) => (text += chunk.toString()));
      socket.on('close', () => {
        resolve(text);
      });
      socket.on('error', () => undefined);
    });
    expect(answer).toBe('');
    expect(heard).toEqual([]);
    await release(claim);
  });
});
