import { expect, it } from 'vitest';
import { allRights, type Rights } from '../../../../src-contract/model/rights.ts';
import { mayDo } from '../../../../src-renderer/stores/rights-store.ts';

const rights: Rights = { may: ['live.view', 'snapshot'], except: { 'camera-1': ['snapshot'] } };

it('hides what may be done nowhere, and on a camera what may not be done there', () => {
  expect(mayDo(rights, 'camera.manage')).toBe(false);
  expect(mayDo(rights, 'camera.manage', 'camera-2')).toBe(false);
  expect(mayDo(rights, 'snapshot')).toBe(true);
  expect(mayDo(rights, 'snapshot', 'camera-1')).toBe(false);
  expect(mayDo(rights, 'snapshot', 'camera-2')).toBe(true);
  expect(mayDo(rights, 'live.view', 'camera-1')).toBe(true);
});

it('hides nothing on a workstation of its own', () => {
  expect(allRights.may.every((permission) => mayDo(allRights, permission, 'camera-1'))).toBe(true);
});
