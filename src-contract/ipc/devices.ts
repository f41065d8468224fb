import { z } from 'zod';
import { cameraDraftSchema, cameraIdSchema } from '../model/camera.ts';
import { fingerprintSchema } from '../model/certificate.ts';
import { cameraDeviceSchema, deviceFactsSchema, foundDeviceSchema } from '../model/device.ts';
import { wireErrorSchema } from '../errors.ts';
import { invoke, notify, send } from './builder.ts';

const searchIdSchema = z.string().max(64);

/** ONVIF devices on the network, before and while they become cameras. */
export const devices = {
  /**
   * Looks for devices for some seconds; what is found comes by `onSearch` to the window that asked. Ends its earlier
   * search. `range`: addresses to be asked one by one besides, such as `192.168.1.0/24`.
   */
  search: invoke({
    permission: 'camera.manage',
    args: z.object({ range: z.string().max(500) }),
    result: z.object({ searchId: searchIdSchema, seconds: z.number() }),
  }),
  stopSearch: send({ permission: 'camera.manage', args: z.object({ searchId: searchIdSchema }) }),
  /** Reads a device. The login is tried once: rejects `onvif-…`, with the certificate's facts where it is not believed. */
  inspect: invoke({
    permission: 'camera.manage',
    args: z.object({
      address: z.string().max(500),
      username: z.string().max(200),
      password: z.string().max(200),
      trustedCertificate: fingerprintSchema.nullable(),
    }),
    result: deviceFactsSchema,
  }),
  /** Adds cameras one after the other; what cannot be added does not stop the others. Answers in the order asked. */
  addMany: invoke({
    permission: 'camera.manage',
    audited: 'camera.add',
    args: z.object({
      drafts: z
        .array(z.object({ draft: cameraDraftSchema, device: cameraDeviceSchema }))
        .min(1)
        .max(256),
    }),
    result: z.object({
      results: z.array(
        z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('added'), id: cameraIdSchema, number: z.int() }),
          z.object({ kind: z.literal('failed'), error: wireErrorSchema }),
        ]),
      ),
    }),
  }),
  onSearch: notify(
    z.object({
      searchId: searchIdSchema,
      found: z.array(foundDeviceSchema),
      /** Ids of devices that said good-bye. */
      gone: z.array(z.string()),
      ended: z.boolean(),
    }),
  ),
};
