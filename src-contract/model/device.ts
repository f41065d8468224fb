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

const words = (max: number) => z.string().max(max);

/** How a device lets people in. */
export const signInWaySchema = z.enum(['none', 'digest-md5', 'digest-sha256', 'basic', 'username-token']);

export const videoCodingSchema = z.enum(['h264', 'h265', 'jpeg', 'mpeg4', 'other']);
export type VideoCoding = z.infer<typeof videoCodingSchema>;

/** One of a device's ready-made combinations of picture source and encoder. */
export const mediaProfileSchema = z
  .object({
    token: words(200).min(1),
    name: words(200),
    /** Which lens, or which channel of a recorder; `''` where the device names none. */
    source: words(200),
    coding: videoCodingSchema,
    width: z.int().min(0),
    height: z.int().min(0),
    fps: z.number().nullable(),
    bitrateKbps: z.number().nullable(),
    hasSound: z.boolean(),
    hasPtz: z.boolean(),
    /** RTSP without credentials, its host one that is reached from here; `null` where the device gives none that can be used. */
    streamUri: words(2048).nullable(),
  })
  .readonly();
export type MediaProfile = z.infer<typeof mediaProfileSchema>;

/** One picture source with its profiles: a camera has one, a recorder or a camera with several lenses has more. */
export const deviceChannelSchema = z
  .object({
    source: words(200),
    profiles: z.array(mediaProfileSchema).max(64).readonly(),
    /** Tokens of the profiles proposed as main and sub stream. */
    main: words(200).nullable(),
    sub: words(200).nullable(),
  })
  .readonly();
export type DeviceChannel = z.infer<typeof deviceChannelSchema>;

/** What a device says of itself, and what was found out about it on the way. */
export const deviceFactsSchema = z
  .object({
    /** The device service as it was reached. */
    address: words(500),
    manufacturer: words(200),
    model: words(200),
    firmware: words(200),
    serial: words(200),
    mac: words(20).nullable(),
    /** As set at the device. */
    name: words(200),
    location: words(200),
    /** Of ONVIF: `S`, `T`, `G`, `M`, … as the device announces them. */
    profiles: z.array(words(2)).max(16).readonly(),
    /** Device minus this machine; `null` where the device does not tell its time. */
    clock: z
      .object({ offsetMs: z.number(), uncertaintyMs: z.number(), setBy: words(40) })
      .readonly()
      .nullable(),
    media: z.enum(['media2', 'media1']),
    has: z.object({ ptz: z.boolean(), events: z.boolean(), imaging: z.boolean(), recordings: z.boolean() }).readonly(),
    security: z
      .object({
        tls: z.boolean(),
        signIn: signInWaySchema,
        /** Gives its profiles to anybody. */
        open: z.boolean(),
        /** The login that was taken is one that is printed in manuals. */
        factoryPassword: z.boolean(),
      })
      .readonly(),
    channels: z.array(deviceChannelSchema).max(64).readonly(),
    /** Names of the oddities that are allowed for with this device. */
    quirks: z.array(words(60)).max(16).readonly(),
  })
  .readonly();
export type DeviceFacts = z.infer<typeof deviceFactsSchema>;

/** What a device calls out about itself when it is looked for; nothing of it is checked yet. */
export const foundDeviceSchema = z
  .object({
    /** The endpoint's own name, usually a UUID; the same however often and wherever it answers. */
    id: words(200).min(1),
    /** Its device service, by the host it answered from. */
    address: words(500),
    name: words(200),
    /** Make and model as far as it says. */
    hardware: words(200),
    location: words(200),
    profiles: z.array(words(2)).max(16).readonly(),
  })
  .readonly();
export type FoundDevice = z.infer<typeof foundDeviceSchema>;

/** What is kept of a device with the camera it became, so that it can be asked again. Its login is the camera's. */
export const cameraDeviceSchema = z
  .object({
    /** The device service as it was reached. */
    address: z
      .string()
      .max(500)
      .regex(/^https?:\/\/[^\s/@]+(\/[^\s]*)?$/iu),
    media: z.enum(['media2', 'media1']),
    source: words(200),
    mainProfile: words(200).min(1),
    subProfile: words(200).nullable(),
    hasPtz: z.boolean(),
    /** Device minus this machine when it was read; `null` where it does not tell. */
    clockOffsetMs: z.number().nullable(),
    manufacturer: words(200),
    model: words(200),
    firmware: words(200),
    serial: words(200),
  })
  .readonly();
export type CameraDevice = z.infer<typeof cameraDeviceSchema>;
