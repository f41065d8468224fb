import { z } from 'zod';

/** Why a device could not be asked by ONVIF; the text of each is `errors.onvif-<problem>`. */
export const onvifProblemSchema = z.enum([
  /** Nobody answers at the address. */
  'unreachable',
  /** Somebody took the connection and said too little, too late. */
  'timeout',
  /** The certificate is not the trusted one, or nobody vouches for it. */
  'certificate',
  /** User name or password is wrong, or none was given. */
  'unauthorised',
  /** The login is right and may not do this. */
  'forbidden',
  /** The login may be right: the device's clock is not known, and it refused ours. */
  'clock',
  /** Something answers there, in another language. */
  'not-onvif',
  /** What came is made to harm whoever reads it. */
  'hostile',
  'too-large',
  /** The device does not have the function. */
  'unsupported',
  /** Any other refusal, in the device's own words. */
  'fault',
]);
export type OnvifProblem = z.infer<typeof onvifProblemSchema>;
