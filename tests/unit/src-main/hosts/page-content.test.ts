import { join, resolve, sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentSecurityPolicy, resolveContentFile, securityHeaders, withNonce } from '../../../../src-main/hosts/page-content.ts';

const root = resolve('Thư mục có dấu', 'renderer');

describe('resolveContentFile', () => {
  test('knows files, their types, and the start page', () => {
    expect(resolveContentFile(root, '/')).toEqual({ path: join(root, 'index.html'), mime: 'text/html; charset=utf-8' });
    expect(resolveContentFile(root, '/assets/index-a1.js')?.path).toBe(join(root, 'assets', 'index-a1.js'));
    expect(resolveContentFile(root, '/assets/a%20b.css')?.path).toBe(join(root, 'assets', 'a b.css'));
  });

  test.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%5cpackage.json',
    '/assets//x.js',
    '/.env.json',
    '/c:/x.json',
    '/x.js:stream.js',
    '/x.js%00.html',
    '/%zz.js',
    '/assets/',
    '/x.exe',
    '/x.js.',
    'x.js',
  ])('refuses %s', (path) => {
    expect(resolveContentFile(root, path)).toBeNull();
  });

  test('never leaves the root, whatever is asked', () => {
    const part = fc.constantFrom('..', '%2e%2e', '..%2f', '%5c..', '/', '\\', 'a', 'index.html', ':', '%00', '.js', '.html', '~', ' ');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(part, { maxLength: 12 }).map((parts) => `/${parts.join('')}`),
          fc.webPath(),
          fc.string(),
        ),
        (path) => {
          const file = resolveContentFile(root, path);
          expect(file === null || file.path.startsWith(root + sep)).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('answers', () => {
  test('carry a policy that allows nothing by default and names the nonce once', () => {
    const policy = contentSecurityPolicy('abc');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("style-src 'self' 'nonce-abc'");
    // WebAssembly may be compiled (docs/decisions/0003); no text may become script or style.
    expect(policy.replace("script-src 'self' 'wasm-unsafe-eval'", '')).not.toContain('unsafe');
    expect(securityHeaders('abc')).toMatchObject({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
  });

  test('put the nonce into pages and leave scripts alone', () => {
    const html = { path: 'x', mime: 'text/html; charset=utf-8' };
    expect(withNonce(html, Buffer.from('<meta content="__NONCE__">'), 'abc').toString()).toBe('<meta content="abc">');
    expect(withNonce({ path: 'x', mime: 'text/javascript' }, Buffer.from('__NONCE__'), 'abc').toString()).toBe('__NONCE__');
  });
});
