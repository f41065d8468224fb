import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSecretFile } from '../../../../src-main/hosts/secret-file.ts';

describe('secret file', () => {
  let directory = '';
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vms khóa '));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  test('opens again what it wrapped, in the same file and in no other', async () => {
    const path = join(directory, 'a', 'secret.key');
    const plain = Buffer.from('mật khẩu camera');
    const wrapped = await (await openSecretFile(path)).wrap(plain);
    expect(Buffer.from(wrapped).includes('camera')).toBe(false);
    expect(Buffer.from(await (await openSecretFile(path)).unwrap(wrapped))).toEqual(plain);
    const other = await openSecretFile(join(directory, 'b.key'));
    await expect(other.unwrap(wrapped)).rejects.toMatchObject({ kind: 'unavailable', key: 'secret-unreadable' });
    await expect(other.unwrap(Buffer.of(1, 2))).rejects.toMatchObject({ key: 'secret-unreadable' });
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test('two starts at once share one key', async () => {
    const path = join(directory, 'race.key');
    const [one, two] = await Promise.all([openSecretFile(path), openSecretFile(path)]);
    expect(Buffer.from(await two.unwrap(await one.wrap(Buffer.from('x')))).toString()).toBe('x');
  });

  test('says so when the key is damaged, and leaves it as it is', async () => {
    const path = join(directory, 'bad.key');
    await writeFile(path, 'short');
    await expect(openSecretFile(path)).rejects.toMatchObject({ kind: 'storage-corrupt' });
    expect(await readFile(path, 'utf8')).toBe('short');
  });
});
