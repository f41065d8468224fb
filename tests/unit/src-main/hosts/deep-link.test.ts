import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DeepLinks, takeDeepLink } from '../../../../src-main/hosts/deep-link.ts';
import { entryPlaces } from '../../../../src-main/hosts/entry-places.ts';

test('a link is taken off the command line; one that is too long is dropped', () => {
  expect(takeDeepLink(['--fullscreen', 'VMSTN://camera/7'])).toEqual({ deepLink: 'VMSTN://camera/7', rest: ['--fullscreen'] });
  expect(takeDeepLink([`vmstn://${'x'.repeat(3000)}`, 'vms://x'])).toEqual({ deepLink: null, rest: ['vms://x'] });
});

test('the link of the own start waits for the first listener, and comes once', async () => {
  const links = new DeepLinks('vmstn://own');
  const one: string[] = [];
  const two: string[] = [];
  links.on((link) => one.push(link));
  links.on((link) => two.push(link));
  await Promise.resolve();
  links.emit('vmstn://later');
  expect(one).toEqual(['vmstn://own', 'vmstn://later']);
  expect(two).toEqual(['vmstn://later']);
});

test('an entry finds its files built and from source', () => {
  const built = entryPlaces(join('/app', 'out', 'main', 'main.chromium.js'));
  expect(built.pages).toBe(join('/app', 'out', 'renderer'));
  expect(built.serviceModule('media')).toBe(join('/app', 'out', 'main', 'media.js'));
  expect(built.resources).toBe(join('/app', 'resources'));
  const source = entryPlaces(join('/app', 'src-main', 'main.chromium.ts'));
  expect(source.pages).toBe(join('/app', 'out', 'renderer'));
  expect(source.serviceModule('media')).toBe(join('/app', 'src-main', 'main.media.ts'));
  expect(source.resources).toBe(join('/app', 'resources'));
});
