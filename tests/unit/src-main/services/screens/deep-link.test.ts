import { beforeEach, describe, expect, it } from 'vitest';
import type { Camera } from '../../../../../src-contract/model/camera.ts';
import { silentLog } from '../../../../../src-main/base/log.ts';
import { DeepLinkCalls } from '../../../../../src-main/services/screens/deep-link-calls.ts';
import { linkTarget } from '../../../../../src-main/services/screens/deep-link-target.ts';
import { OpenScreens } from '../../../../../src-main/services/screens/open-screens.ts';
import { demoCameras } from '../../../../fakes/demo-cameras.ts';

describe('a link', () => {
  it.each([
    ['vmstn://camera/cam-0003', { kind: 'camera', id: 'cam-0003' }],
    ['VMSTN://Camera/cam-0003/', { kind: 'camera', id: 'cam-0003' }],
    ['vmstn://camera/17', { kind: 'camera-number', number: 17 }],
    ['vmstn://layout/0193c1a0-7000-7000-8000-000000000001', { kind: 'layout', id: '0193c1a0-7000-7000-8000-000000000001' }],
    ['vmstn://layout/tr%E1%BB%B1c%20%C4%91%C3%AAm', { kind: 'layout', id: 'trực đêm' }],
  ])('%s', (link, target) => {
    expect(linkTarget(link)).toEqual(target);
  });

  it.each([
    'vmstn://camera/',
    'vmstn://camera/a/b',
    'vmstn://camera/7?x=1',
    'vmstn://camera/7#x',
    'vmstn://camera/..%2f..%2fetc',
    'vmstn://camera/%00',
    'vmstn://camera/%e1%bb',
    'vmstn://camera/a b',
    'vmstn://user@camera/7',
    'vmstn://camera:80/7',
    'vmstn:camera/7',
    'vmstn://settings/7',
    'https://camera/7',
    `vmstn://layout/${'x'.repeat(65)}`,
    '',
  ])('%j is none', (link) => {
    expect(linkTarget(link)).toBeNull();
  });
});

describe('a camera called from outside', () => {
  const [gate, hidden] = demoCameras(2) as [Camera, Camera]; // asked for two
  let screens: OpenScreens;
  let told: string[];
  let calls: DeepLinkCalls;

  beforeEach(() => {
    screens = new OpenScreens();
    told = [];
    calls = new DeepLinkCalls({
      screens,
      cameras: () => [gate, hidden],
      mayView: (id) => id === gate.id,
      showLayout: (id, screen) => {
        told.push(`layout ${id} on ${screen}`);
        return Promise.resolve(id === 'night');
      },
      tellCamera: (windowId, cameraId) => told.push(`${windowId} ${cameraId === gate.id ? 'gate' : 'hidden'}`),
      focus: (screen) => told.push(`focus ${screen}`),
      notices: { post: ({ key }) => told.push(key) },
      log: silentLog,
    });
    screens.opened('w1', 1);
    screens.opened('w2', 2);
  });

  it('goes to the window somebody worked in last', () => {
    calls.listening('w1');
    calls.listening('w2');
    calls.open(`vmstn://camera/${gate.id}`);
    screens.focus('w2');
    calls.open(`vmstn://camera/${gate.number}`);
    expect(told).toEqual(['focus 1', 'w1 gate', 'focus 2', 'w2 gate']);
  });

  it('waits for the page that is to show it', () => {
    calls.open(`vmstn://camera/${gate.id}`);
    expect(told).toEqual([]);
    calls.listening('w1');
    expect(told).toEqual(['focus 1', 'w1 gate']);
    calls.listening('w1');
    expect(told).toHaveLength(2);
  });

  it('that is not there or not for this person is said in the same words, like a link that is none', () => {
    calls.listening('w1');
    calls.open(`vmstn://camera/${hidden.id}`);
    calls.open('vmstn://camera/no-such-one');
    calls.open('vmstn://door/7');
    expect(told.filter((each) => !each.startsWith('focus'))).toEqual(['link-camera-unknown', 'link-camera-unknown', 'link-not-understood']);
  });

  it('is not the only thing: a layout goes there too, or is said to be unknown', async () => {
    calls.listening('w1');
    calls.open('vmstn://layout/night');
    calls.open('vmstn://layout/day');
    await Promise.resolve();
    await Promise.resolve();
    expect(told).toEqual(['focus 1', 'layout night on 1', 'focus 1', 'layout day on 1', 'link-layout-unknown']);
  });
});
