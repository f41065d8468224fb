import { z } from 'zod';
import { itemIdSchema } from '../province/schemas.ts';
import { fingerprintSchema } from './certificate.ts';
import { areaPathTextSchema } from './territory.ts';

/** Which of a camera's two encodings: `main` is full size, `sub` the small one for small tiles. */
export const streamProfileSchema = z.enum(['main', 'sub']);
export type StreamProfile = z.infer<typeof streamProfileSchema>;

/** What a window may ask for; `auto` leaves it to the tile's size. */
export const streamWishSchema = z.enum(['main', 'sub', 'auto']);
export type StreamWish = z.infer<typeof streamWishSchema>;

/** RTP carriage: interleaved in the RTSP connection, or separate UDP datagrams. */
export const rtspTransportSchema = z.enum(['tcp', 'udp']);
export type RtspTransport = z.infer<typeof rtspTransportSchema>;

/**
 * An RTSP address without user name and password; those travel separately and never reach a window. Where a camera
 * wants its password in the path, `{password}` stands in its place.
 */
export const streamAddressSchema = z
  .string()
  .max(2048)
  .regex(/^rtsps?:\/\/[^\s/@]+(\/[^\s]*)?$/iu);

/** A UUID for this workstation's own cameras, the province's id for its. */
export const cameraIdSchema = itemIdSchema;
export type CameraId = z.infer<typeof cameraIdSchema>;

const shortText = z.string().trim().normalize('NFC');

export const cameraSchema = z
  .object({
    id: cameraIdSchema,
    /** The number an operator types to call the camera up; unique on this workstation. */
    number: z.int().min(1).max(999_999),
    name: shortText.min(1).max(200),
    /** Where it stands: in the operator's words, or the names of the province's areas. */
    area: shortText.max(200),
    mainUrl: streamAddressSchema,
    subUrl: streamAddressSchema.nullable(),
    transport: rtspTransportSchema,
    username: z.string().max(200).nullable(),
    /** Whether a password is stored; the password itself never leaves the main side. */
    hasPassword: z.boolean(),
    /** With `rtsps`, the only certificate it may show; `null` = one that an authority of this machine vouches for. */
    trustedCertificate: fingerprintSchema.nullable(),
    /** Of the province's cameras only. */
    province: z
      .object({
        /** `19-05443-GT-0001`. */
        code: z.string().max(40),
        /** Where it stands, by the names of `Territory.areas`. */
        areaPath: areaPathTextSchema,
        /** Who manages it, in words. */
        unit: shortText.max(200),
        /** The same, by the names of `Territory.units`. */
        unitId: itemIdSchema,
        /** `GT` of the code: what it is there for, see requirements 3.4. */
        group: z.string().max(8),
        /** The province's fields of use, `ATGT`. */
        domains: z.array(z.string().max(32)).max(12).readonly(),
        /** Looking back needs a second person. */
        sensitive: z.boolean(),
        state: z.enum(['active', 'maintenance']),
        /** How many parts of its picture are hidden, and how many of those two persons may lift for a while. */
        masks: z
          .object({ all: z.int().min(0), liftable: z.int().min(0) })
          .readonly()
          .optional(),
        /** Of one that takes part voluntarily: the written consent it is here by, and until when (UTC ms); `null`: until it is withdrawn. */
        consent: z
          .object({ documentNo: shortText.max(200), until: z.number().nullable() })
          .readonly()
          .optional(),
        /** Edits made here that the province has not answered yet. */
        pendingEdits: z.int().min(0),
      })
      .readonly()
      .optional(),
  })
  .readonly();
export type Camera = z.infer<typeof cameraSchema>;

/** What a person fills in. URLs may carry `user:password@`: the main side splits it off and stores it encrypted. */
export const cameraDraftSchema = z
  .object({
    number: z.int().min(1).max(999_999).nullable(),
    name: shortText.min(1).max(200),
    area: shortText.max(200).default(''),
    mainUrl: z.string().trim().min(1).max(2048),
    subUrl: z.string().trim().max(2048).nullable().default(null),
    transport: rtspTransportSchema.default('tcp'),
    username: z.string().max(200).nullable().default(null),
    /** `null` keeps the stored password on an edit and means none on an add; `''` removes it. */
    password: z.string().max(200).nullable().default(null),
    /** Left out keeps what is stored; `null` trusts none by itself any more. */
    trustedCertificate: fingerprintSchema.nullable().optional(),
  })
  .readonly();
export type CameraDraft = z.infer<typeof cameraDraftSchema>;
/** The shape a form holds before defaults are filled in. */
export type CameraDraftInput = z.input<typeof cameraDraftSchema>;

/** What a test connection found: proof by a received picture's format, not by a TCP handshake. */
export const connectionTestSchema = z
  .object({
    codec: z.string(),
    width: z.int(),
    height: z.int(),
    /** Frames a second over the test, `null` when fewer than two came. */
    fps: z.number().nullable(),
    /** From the dial to the first complete keyframe. */
    firstKeyframeMs: z.number(),
    /** JPEG of the first picture as a data URL, `null` when it could not be decoded. */
    picture: z.string().nullable(),
    /** There was one, of a camera that hides parts of its picture. */
    pictureHidden: z.boolean().optional(),
  })
  .readonly();
export type ConnectionTest = z.infer<typeof connectionTestSchema>;
