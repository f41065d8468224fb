// Written by `npm run province` from docs/api/provincial-backend.openapi.yaml. Change that, then run it again.
import { z } from 'zod';

export const uuidSchema = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
export type Uuid = z.infer<typeof uuidSchema>;

/**
 * Id of a configuration item.
 */
export const itemIdSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,79}$/u);
export type ItemId = z.infer<typeof itemIdSchema>;

/**
 * UTC with milliseconds.
 */
export const instantSchema = z.string().regex(/^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z$/u);
export type Instant = z.infer<typeof instantSchema>;

/**
 * SHA-256 in hex.
 */
export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/u);
export type Hash = z.infer<typeof hashSchema>;

/**
 * Standard alphabet, padded.
 */
export const base64Schema = z
  .string()
  .max(4000000)
  .regex(/^[A-Za-z0-9+\/]*={0,2}$/u);
export type Base64 = z.infer<typeof base64Schema>;

export const pemSchema = z
  .string()
  .max(200000)
  .regex(/^-----BEGIN [A-Z0-9 ]+-----\n/u);
export type Pem = z.infer<typeof pemSchema>;

/**
 * A line a person reads; hostile until escaped.
 */
export const shortTextSchema = z.string().min(1).max(200);
export type ShortText = z.infer<typeof shortTextSchema>;

/**
 * Opaque; made and understood by the server only.
 */
export const cursorSchema = z.string().regex(/^[A-Za-z0-9._-]{1,200}$/u);
export type Cursor = z.infer<typeof cursorSchema>;

/**
 * Generation and the first 32 hex digits of SHA-256 over the document’s JCS form.
 */
export const revisionSchema = z.string().regex(/^[1-9][0-9]{0,9}-[0-9a-f]{32}$/u);
export type Revision = z.infer<typeof revisionSchema>;

/**
 * Province, commune, sub-area; compared segment by segment.
 */
export const areaPathSchema = z.string().regex(/^19(\/[0-9]{5}(\/[a-z0-9-]{1,40})?)?$/u);
export type AreaPath = z.infer<typeof areaPathSchema>;

export const problemKindSchema = z.enum([
  'invalid-request',
  'malformed-cursor',
  'idempotency-key-wrong',
  'sign-in-required',
  'credentials-refused',
  'session-ended',
  'device-proof-nonce',
  'device-proof-refused',
  'denied',
  'device-blocked',
  'not-editable',
  'password-change-required',
  'approval-required',
  'not-found',
  'method-not-allowed',
  'timeout',
  'conflict',
  'same-person',
  'already-decided',
  'already-exists',
  'approval-used',
  'not-approved',
  'key-known',
  'log-fork',
  'log-gap',
  'epoch-refused',
  'checkpoint-ahead',
  'checkpoint-inconsistent',
  'cursor-expired',
  'enrolment-code-spent',
  'approval-expired',
  'revision-stale',
  'too-large',
  'unsupported-media-type',
  'entry-refused',
  'checkpoint-unverifiable',
  'certificate-request-refused',
  'approval-mismatch',
  'proposal-reused',
  'document-refused',
  'password-refused',
  'account-locked',
  'too-many-requests',
  'internal',
  'unavailable',
]);
export type ProblemKind = z.infer<typeof problemKindSchema>;

/**
 * What the server has instead.
 */
export const serverValueSchema = z
  .object({
    /** Null when it is deleted. */
    rev: z.string().max(60).nullable(),
    document: z.record(z.string(), z.unknown()).readonly().nullable(),
  })
  .readonly();
export type ServerValue = z.infer<typeof serverValueSchema>;

/**
 * Last entry the server has of an epoch.
 */
export const entryHeadSchema = z
  .object({
    epoch: z.int().min(1).max(999999999),
    /** 0: none yet, the hash is 64 zeros. */
    seq: z.int().min(0).max(999999999999999),
    hash: hashSchema,
  })
  .readonly();
export type EntryHead = z.infer<typeof entryHeadSchema>;

/**
 * RFC 9457.
 */
export const problemSchema = z
  .object({
    type: z.string().regex(/^https:\/\/vms\.thainguyen\.gov\.vn\/problems\/[a-z-]+$/u),
    kind: problemKindSchema,
    title: z.string().max(200),
    status: z.int().min(400).max(599),
    /** For a log; English. */
    detail: z.string().max(2000).optional(),
    instance: z.string().max(200).optional(),
    /** Message key of the client’s locales. */
    key: z.string().regex(/^province-[a-z-]+$/u),
    /** Interpolation values; never a secret. */
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).readonly(),
    server: serverValueSchema.optional(),
    /** Fields both sides changed. */
    fields: z.array(z.string().max(100)).max(100).readonly().optional(),
    head: entryHeadSchema.optional(),
  })
  .readonly();
export type Problem = z.infer<typeof problemSchema>;

/**
 * DSSE envelope.
 */
export const signedStatementSchema = z
  .object({
    payloadType: z.string().regex(/^application\/vnd\.vms\.[a-z-]+\+json$/u),
    payload: base64Schema,
    signatures: z
      .array(
        z
          .object({
            keyid: z.string().max(80),
            sig: base64Schema,
          })
          .readonly(),
      )
      .min(1)
      .max(4)
      .readonly(),
  })
  .readonly();
export type SignedStatement = z.infer<typeof signedStatementSchema>;

export const oidcIssuerSchema = z
  .object({
    issuer: z
      .string()
      .max(300)
      .regex(/^https:\/\//u),
    clientId: z.string().min(1).max(100),
    scopes: z.array(z.string().max(60)).max(20).readonly(),
  })
  .readonly();
export type OidcIssuer = z.infer<typeof oidcIssuerSchema>;

export const discoverySchema = z
  .object({
    name: shortTextSchema,
    province: z.literal('19'),
    apiVersion: z.literal('1.0'),
    minimumClientVersion: z.string().regex(/^[0-9]+\.[0-9]+\.[0-9]+$/u),
    signIn: z
      .object({
        password: z.boolean(),
        oidc: oidcIssuerSchema.nullable(),
      })
      .readonly(),
    limits: z
      .object({
        auditEntries: z.int().min(1),
        auditBytes: z.int().min(65536),
        pageItems: z.int().min(1),
        credentialItems: z.int().min(1),
      })
      .readonly(),
    auditOrigin: z.string().max(80),
    /** True while writes are refused with 503. */
    maintenance: z.boolean(),
  })
  .readonly();
export type Discovery = z.infer<typeof discoverySchema>;

export const healthSchema = z
  .object({
    status: z.literal('ok'),
    database: z.enum(['sqlite', 'postgresql', 'other']),
    version: z.string().max(40),
  })
  .readonly();
export type Health = z.infer<typeof healthSchema>;

export const serverTimeSchema = z
  .object({
    receivedAt: instantSchema,
    sentAt: instantSchema,
  })
  .readonly();
export type ServerTime = z.infer<typeof serverTimeSchema>;

export const trustKeySchema = z
  .object({
    keyid: z.string().min(1).max(80),
    /** Ed25519, SubjectPublicKeyInfo. */
    publicKey: base64Schema,
    uses: z
      .array(z.enum(['trust', 'feed', 'grace', 'revocations', 'approval', 'transfer']))
      .min(1)
      .max(8)
      .readonly(),
    notBefore: instantSchema,
    notAfter: instantSchema,
  })
  .readonly();
export type TrustKey = z.infer<typeof trustKeySchema>;

export const transferKeySchema = z
  .object({
    keyid: z.string().min(1).max(80),
    /** X25519, SubjectPublicKeyInfo. */
    publicKey: base64Schema,
  })
  .readonly();
export type TransferKey = z.infer<typeof transferKeySchema>;

export const trustBundlePayloadSchema = z
  .object({
    version: z.int().min(1),
    issuedAt: instantSchema,
    notAfter: instantSchema,
    roots: z.array(pemSchema).min(1).max(10).readonly(),
    keys: z.array(trustKeySchema).min(1).max(50).readonly(),
    /** C2SP verifier key of the audit witness, `name+hash+base64`, signature type 0x04. */
    witness: z.string().regex(/^[^+ \n]+\+[0-9a-f]{8}\+[A-Za-z0-9+\/=]+$/u),
    /** Serial numbers, hex. */
    revokedCertificates: z
      .array(z.string().regex(/^[0-9a-f]{2,40}$/u))
      .max(100000)
      .readonly(),
    crl: pemSchema,
    /** What workstations seal to; without it there are no transfer files. */
    transfer: transferKeySchema.optional(),
  })
  .readonly();
export type TrustBundlePayload = z.infer<typeof trustBundlePayloadSchema>;

export const macAddressSchema = z.string().regex(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/u);
export type MacAddress = z.infer<typeof macAddressSchema>;

export const machineSchema = z
  .object({
    host: shortTextSchema,
    operatingSystem: shortTextSchema,
    macAddresses: z.array(macAddressSchema).max(32).readonly(),
    appVersion: z.string().max(40),
  })
  .readonly();
export type Machine = z.infer<typeof machineSchema>;

export const enrolmentRequestSchema = z
  .object({
    /** From the enrolment slip. */
    code: z.string().regex(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/u),
    /** PKCS#10 for the Ed25519 device key. */
    csr: pemSchema,
    /** X25519, SubjectPublicKeyInfo; camera passwords are sealed to it. */
    encryptionKey: base64Schema,
    /** K(0), 32 bytes; kept by the province only. */
    sealKey: base64Schema,
    machine: machineSchema,
  })
  .readonly();
export type EnrolmentRequest = z.infer<typeof enrolmentRequestSchema>;

export const deviceSchema = z
  .object({
    deviceId: uuidSchema,
    logId: uuidSchema,
    unitId: itemIdSchema,
    state: z.enum(['active', 'blocked', 'revoked']),
    enrolledAt: instantSchema,
    lastSeenAt: instantSchema.nullable(),
  })
  .readonly();
export type Device = z.infer<typeof deviceSchema>;

/**
 * Subject CN is the device id, the key that of the request; good for 90 days.
 */
export const deviceCertificateSchema = z
  .object({
    certificate: pemSchema,
    /** Between the certificate and a root. */
    chain: z.array(pemSchema).max(5).readonly(),
    serial: z.string().regex(/^[0-9a-f]{2,40}$/u),
    notBefore: instantSchema,
    notAfter: instantSchema,
  })
  .readonly();
export type DeviceCertificate = z.infer<typeof deviceCertificateSchema>;

export const enrolmentSchema = z
  .object({
    device: deviceSchema,
    certificate: deviceCertificateSchema,
    trust: signedStatementSchema,
  })
  .readonly();
export type Enrolment = z.infer<typeof enrolmentSchema>;

export const certificateRenewalSchema = z
  .object({
    csr: pemSchema,
  })
  .readonly();
export type CertificateRenewal = z.infer<typeof certificateRenewalSchema>;

export const deviceStateChangeSchema = z
  .object({
    state: z.enum(['active', 'blocked', 'revoked']),
    reason: shortTextSchema,
  })
  .readonly();
export type DeviceStateChange = z.infer<typeof deviceStateChangeSchema>;

export const credentialRequestSchema = z
  .object({
    cameraIds: z.array(itemIdSchema).min(1).max(500).readonly(),
  })
  .readonly();
export type CredentialRequest = z.infer<typeof credentialRequestSchema>;

export const credentialAnswerSchema = z
  .object({
    credentials: z
      .array(
        z
          .object({
            cameraId: itemIdSchema,
            /** Equals that of the camera’s `connection` while it is fresh. */
            credentialRev: z.int().min(1),
            /** Compact JWE. */
            sealed: z
              .string()
              .max(8000)
              .regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/u),
          })
          .readonly(),
      )
      .max(500)
      .readonly(),
    refused: z.array(itemIdSchema).max(500).readonly(),
  })
  .readonly();
export type CredentialAnswer = z.infer<typeof credentialAnswerSchema>;

export const cameraCredentialSchema = z
  .object({
    cameraId: itemIdSchema,
    credentialRev: z.int().min(1),
    username: z.string().max(200),
    password: z.string().max(200),
  })
  .readonly();
export type CameraCredential = z.infer<typeof cameraCredentialSchema>;

export const passwordSignInSchema = z
  .object({
    kind: z.literal('password'),
    login: z.string().min(1).max(100),
    password: z.string().min(1).max(200),
    /** RFC 6238, SHA-1, 30 s; each code works once. */
    totp: z
      .string()
      .regex(/^[0-9]{6}$/u)
      .optional(),
  })
  .readonly();
export type PasswordSignIn = z.infer<typeof passwordSignInSchema>;

export const oidcSignInSchema = z
  .object({
    kind: z.literal('oidc'),
    idToken: z
      .string()
      .max(20000)
      .regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/u),
    nonce: z.string().min(16).max(200),
  })
  .readonly();
export type OidcSignIn = z.infer<typeof oidcSignInSchema>;

export const deviceSignInSchema = z
  .object({
    kind: z.literal('device'),
  })
  .readonly();
export type DeviceSignIn = z.infer<typeof deviceSignInSchema>;

/**
 * The proof’s key must be that of an enrolled device.
 */
export const signInSchema = z.discriminatedUnion('kind', [passwordSignInSchema, oidcSignInSchema, deviceSignInSchema]);
export type SignIn = z.infer<typeof signInSchema>;

/**
 * Opaque.
 */
export const tokenSchema = z.string().regex(/^[A-Za-z0-9_-]{20,400}$/u);
export type Token = z.infer<typeof tokenSchema>;

export const roleAssignmentSchema = z
  .object({
    roleId: itemIdSchema,
    /** What `own` means for this assignment … */
    areaPath: areaPathSchema,
    /** … or cameras this unit manages or operates. */
    unitId: itemIdSchema,
  })
  .readonly();
export type RoleAssignment = z.infer<typeof roleAssignmentSchema>;

export const userSchema = z
  .object({
    id: itemIdSchema,
    login: z.string().regex(/^[a-z0-9][a-z0-9._-]{1,99}$/u),
    name: shortTextSchema,
    unitId: itemIdSchema,
    assignments: z.array(roleAssignmentSchema).max(20).readonly(),
    state: z.enum(['active', 'disabled', 'revoked']),
    lastSignInAt: instantSchema.nullable(),
  })
  .readonly();
export type User = z.infer<typeof userSchema>;

export const userSessionSchema = z
  .object({
    kind: z.literal('user'),
    sessionId: uuidSchema,
    accessToken: tokenSchema,
    refreshToken: tokenSchema,
    expiresInS: z.int().min(1).max(3600),
    user: userSchema,
    mustChangePassword: z.boolean(),
    /** An `OfflineGracePayload`. */
    grace: signedStatementSchema,
    serverTime: instantSchema,
  })
  .readonly();
export type UserSession = z.infer<typeof userSessionSchema>;

export const deviceSessionSchema = z
  .object({
    kind: z.literal('device'),
    sessionId: uuidSchema,
    accessToken: tokenSchema,
    expiresInS: z.int().min(1).max(3600),
    serverTime: instantSchema,
  })
  .readonly();
export type DeviceSession = z.infer<typeof deviceSessionSchema>;

/**
 * Of a person, or of the device alone.
 */
export const sessionSchema = z.discriminatedUnion('kind', [userSessionSchema, deviceSessionSchema]);
export type Session = z.infer<typeof sessionSchema>;

export const sessionRefreshSchema = z
  .object({
    refreshToken: tokenSchema,
  })
  .readonly();
export type SessionRefresh = z.infer<typeof sessionRefreshSchema>;

export const sessionStateSchema = z
  .object({
    kind: z.enum(['user', 'device']),
    sessionId: uuidSchema,
    userId: itemIdSchema.nullable(),
    expiresInS: z.int().min(0),
    /** Newest of the feed: a client that has an older one fetches the changes now. */
    checkpointId: z.int().min(0),
    serverTime: instantSchema,
  })
  .readonly();
export type SessionState = z.infer<typeof sessionStateSchema>;

/**
 * How long the person may sign in on this device without the province. Counted from `issuedAt` in server time, of which the
 * client keeps the last it saw, so that turning the clock back gains nothing.
 */
export const offlineGracePayloadSchema = z
  .object({
    userId: itemIdSchema,
    login: z.string().max(100),
    deviceId: uuidSchema,
    roleIds: z.array(itemIdSchema).max(50).readonly(),
    issuedAt: instantSchema,
    /** The least of the person’s roles; 0: never offline. */
    graceS: z.int().min(0).max(1209600),
  })
  .readonly();
export type OfflineGracePayload = z.infer<typeof offlineGracePayloadSchema>;

export const revocationsPayloadSchema = z
  .object({
    version: z.int().min(0),
    issuedAt: instantSchema,
    users: z
      .array(
        z
          .object({
            userId: itemIdSchema,
            /** Grace issued before is void. */
            revokedAt: instantSchema,
          })
          .readonly(),
      )
      .max(100000)
      .readonly(),
  })
  .readonly();
export type RevocationsPayload = z.infer<typeof revocationsPayloadSchema>;

/**
 * At least 8 characters with a second factor, else 14 with four classes; none of the last ten.
 */
export const passwordChangeSchema = z
  .object({
    current: z.string().min(1).max(200),
    next: z.string().min(1).max(200),
  })
  .readonly();
export type PasswordChange = z.infer<typeof passwordChangeSchema>;

export const userStateChangeSchema = z
  .object({
    state: z.enum(['active', 'disabled', 'revoked']),
    reason: shortTextSchema,
  })
  .readonly();
export type UserStateChange = z.infer<typeof userStateChangeSchema>;

/**
 * area, unit, camera, role, user, grant, case, layout, scenario, policy; later ones are ignored.
 */
export const feedTypeSchema = z.string().regex(/^[a-z-]{1,40}$/u);
export type FeedType = z.infer<typeof feedTypeSchema>;

export const feedUpsertSchema = z
  .object({
    op: z.literal('upsert'),
    type: feedTypeSchema,
    id: itemIdSchema,
    rev: revisionSchema,
    /** `Area`, `Unit`, `Camera`, `Role`, `User`, `Grant`, `Case`, `Layout`, `Scenario` or `Policy`, after `type`. Kept open so that one bad document costs one item, not the page. */
    document: z.record(z.string(), z.unknown()).readonly(),
  })
  .readonly();
export type FeedUpsert = z.infer<typeof feedUpsertSchema>;

/**
 * The hash part of `rev` is 32 zeros.
 */
export const feedTombstoneSchema = z
  .object({
    op: z.literal('delete'),
    type: feedTypeSchema,
    id: itemIdSchema,
    rev: revisionSchema,
  })
  .readonly();
export type FeedTombstone = z.infer<typeof feedTombstoneSchema>;

/**
 * A living item, or the tombstone of one.
 */
export const feedItemSchema = z.discriminatedUnion('op', [feedUpsertSchema, feedTombstoneSchema]);
export type FeedItem = z.infer<typeof feedItemSchema>;

export const snapshotPageSchema = z
  .object({
    items: z.array(feedUpsertSchema).max(500).readonly(),
    nextPage: cursorSchema.nullable(),
    /** On the last page; else null. */
    cursor: cursorSchema.nullable(),
    /** The `FeedCheckpointPayload` all pages belong to. */
    checkpoint: signedStatementSchema,
  })
  .readonly();
export type SnapshotPage = z.infer<typeof snapshotPageSchema>;

export const changesPageSchema = z
  .object({
    items: z.array(feedItemSchema).max(500).readonly(),
    more: z.boolean(),
    cursor: cursorSchema,
    /** A `FeedCheckpointPayload` when `more` is false; else null. */
    checkpoint: signedStatementSchema.nullable(),
  })
  .readonly();
export type ChangesPage = z.infer<typeof changesPageSchema>;

export const feedCheckpointPayloadSchema = z
  .object({
    /** Grows with the commit order; a client never goes back to a lower one. */
    id: z.int().min(0).max(9007199254740991),
    /** Whose view of the feed this is; the reference backend has one. */
    scope: z.string().regex(/^[a-z0-9:._-]{1,80}$/u),
    rootHash: hashSchema,
    /** Living items. */
    items: z.int().min(0),
    issuedAt: instantSchema,
  })
  .readonly();
export type FeedCheckpointPayload = z.infer<typeof feedCheckpointPayloadSchema>;

/**
 * WGS 84, inside the province.
 */
export const positionSchema = z
  .object({
    longitude: z.number().min(105.4).max(106.3),
    latitude: z.number().min(21.3).max(22.8),
  })
  .readonly();
export type Position = z.infer<typeof positionSchema>;

/**
 * Two administrative levels, and free sub-areas below a commune; there are no districts.
 */
export const areaSchema = z
  .object({
    id: itemIdSchema,
    kind: z.enum(['PROVINCE', 'XA', 'PHUONG', 'SUB_AREA']),
    name: shortTextSchema,
    path: areaPathSchema,
    parentId: itemIdSchema.nullable(),
    /** Old names, for search only. */
    aliases: z.array(shortTextSchema).max(50).readonly(),
    centre: positionSchema.nullable(),
  })
  .readonly();
export type Area = z.infer<typeof areaSchema>;

export const unitSchema = z
  .object({
    id: itemIdSchema,
    kind: z.enum([
      'PROVINCIAL_COMMITTEE',
      'DEPARTMENT',
      'COMMUNE_COMMITTEE',
      'CENTRE',
      'POLICE_LIAISON',
      'OPERATOR',
      'SERVICE_PROVIDER',
      'VOLUNTARY_PROVIDER',
    ]),
    name: shortTextSchema,
    areaPath: areaPathSchema,
    parentId: itemIdSchema.nullable(),
  })
  .readonly();
export type Unit = z.infer<typeof unitSchema>;

export const cameraCodeSchema = z.string().regex(/^19-[0-9]{5}-(GT|AN|DT|HC|DH|YT|DL|MT|CN|KL|CD)-[0-9]{4}(-L[1-9])?$/u);
export type CameraCode = z.infer<typeof cameraCodeSchema>;

/**
 * RTSP or RTSPS, without name and password.
 */
export const streamUrlSchema = z
  .string()
  .max(500)
  .regex(/^rtsps?:\/\/[A-Za-z0-9.\[\]:-]+(\/[^\s@]*)?$/u);
export type StreamUrl = z.infer<typeof streamUrlSchema>;

export const consentSchema = z
  .object({
    documentNo: shortTextSchema,
    validFrom: instantSchema,
    validTo: instantSchema.nullable(),
  })
  .readonly();
export type Consent = z.infer<typeof consentSchema>;

export const cameraDeviceSchema = z
  .object({
    make: shortTextSchema,
    model: shortTextSchema,
    firmware: z.string().max(100),
    serial: z.string().max(100),
    onvifProfiles: z
      .array(z.enum(['S', 'T', 'G', 'M', 'C', 'A', 'D', 'Q']))
      .max(8)
      .readonly(),
    videoCodec: z.enum(['H264', 'H265', 'MJPEG', 'MPEG4']),
  })
  .readonly();
export type CameraDevice = z.infer<typeof cameraDeviceSchema>;

export const complianceSchema = z
  .object({
    state: z.enum(['DAT', 'CHUA_DAT', 'CHUA_DANH_GIA', 'NGOAI_LE']),
    until: instantSchema.nullable(),
  })
  .readonly();
export type Compliance = z.infer<typeof complianceSchema>;

export const cameraConnectionSchema = z
  .object({
    mainStream: streamUrlSchema,
    subStream: streamUrlSchema.nullable(),
    onvif: z
      .string()
      .max(500)
      .regex(/^https?:\/\/[A-Za-z0-9.\[\]:-]+(\/[^\s@]*)?$/u)
      .nullable(),
    /** Changes with the password; null: none needed. */
    credentialRev: z.int().min(1).nullable(),
  })
  .readonly();
export type CameraConnection = z.infer<typeof cameraConnectionSchema>;

export const picturePointSchema = z
  .object({
    /** Share of the picture’s width from the left. */
    x: z.number().min(0).max(1),
    /** Share of its height from the top. */
    y: z.number().min(0).max(1),
  })
  .readonly();
export type PicturePoint = z.infer<typeof picturePointSchema>;

export const cameraMaskSchema = z
  .object({
    id: itemIdSchema,
    reason: shortTextSchema,
    /** Whether `unmask` with a second person may lift it for a while; a permanent one nobody lifts. */
    liftable: z.boolean(),
    /** The corners of a polygon, in order; the last is joined to the first. Edges may cross; then every enclosed part counts. */
    points: z.array(picturePointSchema).min(3).max(32).readonly(),
  })
  .readonly();
export type CameraMask = z.infer<typeof cameraMaskSchema>;

export const cameraSchema = z
  .object({
    id: itemIdSchema,
    code: cameraCodeSchema,
    name: shortTextSchema,
    areaPath: areaPathSchema,
    managingUnitId: itemIdSchema,
    operatingUnitId: itemIdSchema,
    /** Since when the managing unit manages it. */
    unitSince: instantSchema,
    ownershipClass: z.enum(['STATE', 'VOLUNTARY', 'POLICE_OPERATIONAL']),
    classification: z.enum(['NONE', 'MAT', 'TOI_MAT', 'TUYET_MAT']),
    /** Văn bản đồng ý; a voluntary camera without an active one does not exist for the client. */
    consent: consentSchema.nullable(),
    state: z.enum(['active', 'maintenance', 'retired']),
    /** Looking back needs a second person. */
    sensitive: z.boolean(),
    position: positionSchema,
    /** Clockwise from north. */
    headingDeg: z.number().min(0).lt(360).nullable(),
    fieldOfViewDeg: z.number().max(360).gt(0).nullable(),
    locationType: z.enum(['JUNCTION', 'KEY_AREA', 'PUBLIC_PLACE', 'COMMITTEE', 'SERVICE_CENTRE', 'OTHER']),
    domains: z
      .array(
        z.enum(['ANTT', 'ATGT', 'DO_THI', 'MOI_TRUONG', 'PCTT', 'TAI_SAN_CONG', 'GIAO_DUC', 'Y_TE', 'DU_LICH', 'CONG_NGHIEP', 'TRU_SO']),
      )
      .max(12)
      .readonly(),
    legalBasis: z.string().min(1).max(500),
    /** Biển thông báo ghi hình is up. */
    noticeSign: z.boolean(),
    device: cameraDeviceSchema,
    compliance: complianceSchema,
    connection: cameraConnectionSchema,
    /** Parts of the picture nobody may see, in every stream of the camera, live and recorded; left out = none. A client that does not know the field must not be given cameras that need it. */
    masks: z.array(cameraMaskSchema).max(16).readonly().optional(),
  })
  .readonly();
export type Camera = z.infer<typeof cameraSchema>;

/**
 * live … audit-read are the rows of the province’s matrix; purpose-discipline is kỷ luật công vụ.
 */
export const permissionSchema = z.enum([
  'live',
  'wall',
  'playback',
  'ptz',
  'mark',
  'export-request',
  'export-approve',
  'export-execute',
  'evidence-open',
  'unmask',
  'unmask-approve',
  'camera-manage',
  'user-manage',
  'audit-read',
  'purpose-discipline',
]);
export type Permission = z.infer<typeof permissionSchema>;

/**
 * province: everything; own: the assignment’s area path and unit; granted: cameras of a valid grant; case: cameras and time of an assigned case; self: one’s own entries.
 */
export const permissionScopeSchema = z.enum(['province', 'own', 'granted', 'case', 'self']);
export type PermissionScope = z.infer<typeof permissionScopeSchema>;

/**
 * What a role may do, where, and under which conditions; what has no cell is denied.
 */
export const roleCellSchema = z
  .object({
    permission: permissionSchema,
    /** Any of them suffices. */
    scopes: z.array(permissionScopeSchema).min(1).max(5).readonly(),
    conditions: z
      .object({
        secondPerson: z.boolean(),
        /** May ask for it, another does it. */
        requestOnly: z.boolean(),
        /** To set the camera up, not to watch. */
        setupOnly: z.boolean(),
        /** Longest stretch at a time. */
        maxSeconds: z.int().min(1).nullable(),
      })
      .readonly(),
  })
  .readonly();
export type RoleCell = z.infer<typeof roleCellSchema>;

export const roleSchema = z
  .object({
    id: itemIdSchema,
    name: shortTextSchema,
    nameEn: shortTextSchema,
    cells: z.array(roleCellSchema).max(50).readonly(),
    /** Offline grace; 0: never offline. */
    graceS: z.int().min(0).max(1209600),
    mfaRequired: z.boolean(),
  })
  .readonly();
export type Role = z.infer<typeof roleSchema>;

/**
 * In +07:00; `to` before `from` runs over midnight.
 */
export const hoursSchema = z
  .object({
    from: z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/u),
    to: z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/u),
    /** 1 Monday … 7 Sunday, of `from`. */
    days: z.array(z.int().min(1).max(7)).min(1).max(7).readonly(),
  })
  .readonly();
export type Hours = z.infer<typeof hoursSchema>;

export const userGranteeSchema = z
  .object({
    kind: z.literal('user'),
    userId: itemIdSchema,
  })
  .readonly();
export type UserGrantee = z.infer<typeof userGranteeSchema>;

export const unitGranteeSchema = z
  .object({
    kind: z.literal('unit'),
    unitId: itemIdSchema,
  })
  .readonly();
export type UnitGrantee = z.infer<typeof unitGranteeSchema>;

export const granteeSchema = z.discriminatedUnion('kind', [userGranteeSchema, unitGranteeSchema]);
export type Grantee = z.infer<typeof granteeSchema>;

export const cameraTargetSchema = z
  .object({
    kind: z.literal('cameras'),
    cameraIds: z.array(itemIdSchema).min(1).max(1000).readonly(),
  })
  .readonly();
export type CameraTarget = z.infer<typeof cameraTargetSchema>;

export const areaTargetSchema = z
  .object({
    kind: z.literal('area'),
    areaPath: areaPathSchema,
  })
  .readonly();
export type AreaTarget = z.infer<typeof areaTargetSchema>;

export const grantTargetSchema = z.discriminatedUnion('kind', [cameraTargetSchema, areaTargetSchema]);
export type GrantTarget = z.infer<typeof grantTargetSchema>;

/**
 * Valid from `validFrom` inclusive to `validTo` exclusive; a deny beats every allow.
 */
export const grantSchema = z
  .object({
    id: uuidSchema,
    effect: z.enum(['allow', 'deny']),
    grantee: granteeSchema,
    target: grantTargetSchema,
    permissions: z.array(permissionSchema).min(1).max(15).readonly(),
    /** Null: any. */
    purposes: z.array(itemIdSchema).max(50).readonly().nullable(),
    hours: hoursSchema.nullable(),
    validFrom: instantSchema,
    validTo: instantSchema,
    note: z.string().max(500),
  })
  .readonly();
export type Grant = z.infer<typeof grantSchema>;

/**
 * What the scope `case` refers to.
 */
export const caseSchema = z
  .object({
    id: itemIdSchema,
    kind: z.enum(['extraction', 'ticket']),
    caseNo: shortTextSchema,
    title: shortTextSchema,
    purpose: itemIdSchema,
    assigneeIds: z.array(itemIdSchema).max(50).readonly(),
    cameraIds: z.array(itemIdSchema).max(500).readonly(),
    footageFrom: instantSchema,
    footageTo: instantSchema,
    state: z.enum(['open', 'closed']),
    validTo: instantSchema,
  })
  .readonly();
export type Case = z.infer<typeof caseSchema>;

export const layoutTileSchema = z
  .object({
    /** Null: the tile is empty. */
    cameraId: itemIdSchema.nullable(),
    column: z.int().min(0).max(15),
    row: z.int().min(0).max(15),
    columnSpan: z.int().min(1).max(16),
    rowSpan: z.int().min(1).max(16),
  })
  .readonly();
export type LayoutTile = z.infer<typeof layoutTileSchema>;

export const layoutSchema = z
  .object({
    id: itemIdSchema,
    name: shortTextSchema,
    owner: granteeSchema,
    columns: z.int().min(1).max(16),
    rows: z.int().min(1).max(16),
    /** By tile id, so that two edits of different tiles can be told apart. */
    tiles: z
      .record(z.string(), layoutTileSchema)
      .refine((members) => Object.keys(members).length >= 0 && Object.keys(members).length <= 64)
      .readonly(),
    /** The tile that shows whatever is chosen in another one. */
    hotspot: z.string().max(100).optional(),
  })
  .readonly();
export type Layout = z.infer<typeof layoutSchema>;

export const scenarioScreenSchema = z
  .object({
    screen: z.int().min(1).max(8),
    layoutId: itemIdSchema,
  })
  .readonly();
export type ScenarioScreen = z.infer<typeof scenarioScreenSchema>;

/**
 * Layouts on screens, shown together.
 */
export const scenarioSchema = z
  .object({
    id: itemIdSchema,
    name: shortTextSchema,
    owner: granteeSchema,
    /** Each screen once; those not named keep what they show. */
    screens: z.array(scenarioScreenSchema).min(1).max(8).readonly(),
  })
  .readonly();
export type Scenario = z.infer<typeof scenarioSchema>;

export const purposePolicySchema = z
  .object({
    id: itemIdSchema,
    kind: z.literal('purposes'),
    purposes: z
      .array(
        z
          .object({
            id: itemIdSchema,
            name: shortTextSchema,
            nameEn: shortTextSchema,
            caseNoRequired: z.boolean(),
          })
          .readonly(),
      )
      .min(1)
      .max(50)
      .readonly(),
  })
  .readonly();
export type PurposePolicy = z.infer<typeof purposePolicySchema>;

export const sessionPolicySchema = z
  .object({
    id: itemIdSchema,
    kind: z.literal('session'),
    lockAfterS: z.int().min(60).max(900),
    adminLockAfterS: z.int().min(60).max(300),
    failuresToLock: z.int().min(1).max(5),
    lockForS: z.int().min(60).max(86400),
  })
  .readonly();
export type SessionPolicy = z.infer<typeof sessionPolicySchema>;

export const approvalActSchema = z.enum([
  'unmask',
  'export',
  'sensitive-playback',
  'evidence-release',
  'retention-change',
  'audit-prune',
  'rights-change',
  'device-state',
  'user-state',
]);
export type ApprovalAct = z.infer<typeof approvalActSchema>;

export const fourEyesPolicySchema = z
  .object({
    id: itemIdSchema,
    kind: z.literal('four-eyes'),
    acts: z.array(approvalActSchema).max(20).readonly(),
    exportLongerThanS: z.int().min(0),
  })
  .readonly();
export type FourEyesPolicy = z.infer<typeof fourEyesPolicySchema>;

export const retentionPolicySchema = z
  .object({
    id: itemIdSchema,
    kind: z.literal('retention'),
    auditClientDays: z.int().min(90),
    auditServerMonths: z.int().min(12),
  })
  .readonly();
export type RetentionPolicy = z.infer<typeof retentionPolicySchema>;

export const legalPolicySchema = z
  .object({
    id: itemIdSchema,
    kind: z.literal('legal'),
    securityLevel: z.int().min(1).max(5),
    basis: z.array(shortTextSchema).max(50).readonly(),
    /** Days to answer, by kind of request. */
    workingDays: z.record(z.string(), z.int().min(0).max(365)).readonly(),
  })
  .readonly();
export type LegalPolicy = z.infer<typeof legalPolicySchema>;

export const watermarkPolicySchema = z
  .object({
    shown: z.boolean(),
    opacityPercent: z.int().min(8).max(80),
    density: z.enum(['sparse', 'normal', 'dense']),
    /** What it says, in this order. */
    content: z
      .array(z.enum(['login', 'name', 'unit', 'machine', 'time', 'purpose']))
      .min(1)
      .max(6)
      .readonly(),
  })
  .readonly();
export type WatermarkPolicy = z.infer<typeof watermarkPolicySchema>;

export const privacyPolicySchema = z
  .object({
    id: itemIdSchema,
    kind: z.literal('privacy'),
    watermark: watermarkPolicySchema,
    maskStyle: z.enum(['solid', 'hatched']),
    /** After this a lifted mask is back by itself. */
    liftMinutes: z.int().min(1).max(30),
    /** Whether the second person may prove themselves at the seat of the first, beside them. */
    secondPersonHere: z.boolean(),
    /** Whether they may do so, for `unmask` and `sensitive-playback`, while the workstation cannot reach this backend. */
    secondPersonOffline: z.boolean(),
  })
  .readonly();
export type PrivacyPolicy = z.infer<typeof privacyPolicySchema>;

/**
 * One document per kind.
 */
export const policySchema = z.discriminatedUnion('kind', [
  purposePolicySchema,
  sessionPolicySchema,
  fourEyesPolicySchema,
  retentionPolicySchema,
  legalPolicySchema,
  privacyPolicySchema,
]);
export type Policy = z.infer<typeof policySchema>;

export const cameraProposalSchema = z
  .object({
    kind: z.literal('camera-patch'),
    id: itemIdSchema,
    baseRev: revisionSchema,
    /** RFC 7396. */
    patch: z
      .record(z.string(), z.unknown())
      .refine((members) => Object.keys(members).length >= 1 && Object.keys(members).length <= 30)
      .readonly(),
    /** As of `CameraAddition`; left out: the password stays as it is. */
    credential: z
      .string()
      .max(8000)
      .regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/u)
      .optional(),
  })
  .readonly();
export type CameraProposal = z.infer<typeof cameraProposalSchema>;

/**
 * A camera the province does not have.
 */
export const cameraAdditionSchema = z
  .object({
    kind: z.literal('camera-add'),
    /** UUIDv7 the client made. */
    id: uuidSchema,
    document: cameraSchema,
    /** The JSON of a `CameraCredential`, sealed to the `transfer` key: compact JWE like those to devices; null: none is needed. */
    credential: z
      .string()
      .max(8000)
      .regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/u)
      .nullable(),
  })
  .readonly();
export type CameraAddition = z.infer<typeof cameraAdditionSchema>;

export const layoutProposalSchema = z
  .object({
    kind: z.literal('layout-put'),
    id: itemIdSchema,
    /** Null: it is new. */
    baseRev: revisionSchema.nullable(),
    document: layoutSchema,
  })
  .readonly();
export type LayoutProposal = z.infer<typeof layoutProposalSchema>;

export const layoutDeletionSchema = z
  .object({
    kind: z.literal('layout-delete'),
    id: itemIdSchema,
    baseRev: revisionSchema,
  })
  .readonly();
export type LayoutDeletion = z.infer<typeof layoutDeletionSchema>;

export const scenarioProposalSchema = z
  .object({
    kind: z.literal('scenario-put'),
    id: itemIdSchema,
    /** Null: it is new. */
    baseRev: revisionSchema.nullable(),
    document: scenarioSchema,
  })
  .readonly();
export type ScenarioProposal = z.infer<typeof scenarioProposalSchema>;

export const scenarioDeletionSchema = z
  .object({
    kind: z.literal('scenario-delete'),
    id: itemIdSchema,
    baseRev: revisionSchema,
  })
  .readonly();
export type ScenarioDeletion = z.infer<typeof scenarioDeletionSchema>;

/**
 * Always refused with `not-editable`; here so that the refusal is part of the promise.
 */
export const otherProposalSchema = z
  .object({
    kind: z.literal('other'),
    type: feedTypeSchema,
    id: itemIdSchema,
  })
  .readonly();
export type OtherProposal = z.infer<typeof otherProposalSchema>;

export const proposalSchema = z.discriminatedUnion('kind', [
  cameraProposalSchema,
  cameraAdditionSchema,
  layoutProposalSchema,
  layoutDeletionSchema,
  scenarioProposalSchema,
  scenarioDeletionSchema,
  otherProposalSchema,
]);
export type Proposal = z.infer<typeof proposalSchema>;

export const proposalOutcomeSchema = z
  .object({
    proposalId: uuidSchema,
    id: itemIdSchema,
    rev: revisionSchema,
    /** Fields the server had changed since `baseRev` and kept. */
    mergedFields: z.array(z.string().max(100)).max(100).readonly(),
    serverTime: instantSchema,
  })
  .readonly();
export type ProposalOutcome = z.infer<typeof proposalOutcomeSchema>;

/**
 * Lines of `AuditEntry`, each ended by LF.
 */
export const auditLinesSchema = z.string().min(2).max(8388608);
export type AuditLines = z.infer<typeof auditLinesSchema>;

/**
 * Body of one `pushAudit`.
 */
export const transferBatchSchema = z
  .object({
    epoch: z.int().min(1).max(999999999),
    first: z.int().min(1).max(999999999999999),
    lines: auditLinesSchema,
  })
  .readonly();
export type TransferBatch = z.infer<typeof transferBatchSchema>;

/**
 * C2SP signed note, UTF-8; body, empty line, signature lines.
 */
export const signedNoteSchema = z.string().min(1).max(65536);
export type SignedNote = z.infer<typeof signedNoteSchema>;

export const transferProposalSchema = z
  .object({
    proposalId: uuidSchema,
    madeBy: itemIdSchema,
    content: proposalSchema,
  })
  .readonly();
export type TransferProposal = z.infer<typeof transferProposalSchema>;

/**
 * A workstation without a network, to its province.
 */
export const transferPayloadSchema = z
  .object({
    deviceId: uuidSchema,
    transferId: uuidSchema,
    number: z.int().min(1).max(999999999),
    madeAt: instantSchema,
    logId: uuidSchema,
    /** In order. */
    batches: z.array(transferBatchSchema).max(1000).readonly(),
    /** The newest tree head that the entries reach. */
    checkpoint: signedNoteSchema.nullable(),
    /** In the order they were made. */
    proposals: z.array(transferProposalSchema).max(5000).readonly(),
    /** Cursor of the configuration it has; null: it wants the snapshot. */
    since: cursorSchema.nullable(),
    /** Cameras whose passwords it lacks. */
    credentials: z.array(itemIdSchema).max(20000).readonly(),
  })
  .readonly();
export type TransferPayload = z.infer<typeof transferPayloadSchema>;

export const auditHeadSchema = z
  .object({
    logId: uuidSchema,
    state: z.enum(['open', 'forked']),
    /** Of the newest epoch; null: nothing yet. */
    head: entryHeadSchema.nullable(),
    cosignedCheckpoint: signedNoteSchema.nullable(),
    serverTime: instantSchema,
  })
  .readonly();
export type AuditHead = z.infer<typeof auditHeadSchema>;

/**
 * What `propose` would have answered: one of the two is null.
 */
export const transferVerdictSchema = z
  .object({
    proposalId: uuidSchema,
    outcome: proposalOutcomeSchema.nullable(),
    problem: problemSchema.nullable(),
  })
  .readonly();
export type TransferVerdict = z.infer<typeof transferVerdictSchema>;

/**
 * The province, back to that workstation.
 */
export const transferAnswerPayloadSchema = z
  .object({
    deviceId: uuidSchema,
    transferId: uuidSchema,
    number: z.int().min(1).max(999999999),
    answeredAt: instantSchema,
    /** How far the province has the log now. */
    head: auditHeadSchema,
    /** Why entries or the checkpoint were not taken. */
    auditProblem: problemSchema.nullable(),
    /** The note that was given, cosigned. */
    checkpoint: signedNoteSchema.nullable(),
    proposals: z.array(transferVerdictSchema).max(5000).readonly(),
    /** All pages; empty where changes do. */
    snapshot: z.array(snapshotPageSchema).max(1000).readonly(),
    /** All pages after `since`. */
    changes: z.array(changesPageSchema).max(1000).readonly(),
    credentials: z.array(credentialAnswerSchema).max(100).readonly(),
    trust: signedStatementSchema,
    revocations: signedStatementSchema,
  })
  .readonly();
export type TransferAnswerPayload = z.infer<typeof transferAnswerPayloadSchema>;

/**
 * First line of an opened transfer file.
 */
export const transferSignatureSchema = z
  .object({
    payloadType: z.enum(['application/vnd.vms.transfer+json', 'application/vnd.vms.transfer-answer+json']),
    keyid: z.string().min(1).max(80),
    sig: base64Schema,
  })
  .readonly();
export type TransferSignature = z.infer<typeof transferSignatureSchema>;

/**
 * How well the workstation knew the province’s time; offsets are that time minus its own.
 */
export const auditClockSchema = z
  .object({
    state: z.enum(['synced', 'unsynced']),
    offsetMs: z.number().nullable(),
    uncertaintyMs: z.number().nullable(),
    lastSync: instantSchema.nullable(),
  })
  .readonly();
export type AuditClock = z.infer<typeof auditClockSchema>;

export const auditDeviceSchema = z
  .object({
    id: z.string().max(128),
    host: z.string().max(255),
    ip: z.string().max(64).nullable(),
    mac: z.string().max(32).nullable(),
    app: z.string().max(64),
  })
  .readonly();
export type AuditDevice = z.infer<typeof auditDeviceSchema>;

/**
 * `online`: the province vouched for the session; `offline`: the machine did; `local`: there is no sign-in; `system`: the program itself.
 */
export const auditActorSchema = z
  .object({
    userId: z.string().max(128),
    name: z.string().max(200),
    unit: z.string().max(200).nullable(),
    role: z.string().max(128).nullable(),
    session: z.string().max(128).nullable(),
    mode: z.enum(['online', 'offline', 'local', 'system']),
  })
  .readonly();
export type AuditActor = z.infer<typeof auditActorSchema>;

/**
 * What R-AUD-02 lists and what later clients add, as `group.act`; a server takes any of this form.
 */
export const auditActionSchema = z
  .string()
  .max(60)
  .regex(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/u);
export type AuditAction = z.infer<typeof auditActionSchema>;

export const auditObjectSchema = z
  .object({
    kind: z.string().max(40),
    id: z.string().max(200),
    label: z.string().max(300).nullable(),
  })
  .readonly();
export type AuditObject = z.infer<typeof auditObjectSchema>;

/**
 * One act; the bytes are what counts. For an act with an effect first the `intent`, then the `result`.
 */
export const auditEntrySchema = z
  .object({
    v: z.literal(1),
    logId: uuidSchema,
    epoch: z.int().min(1).max(999999999),
    seq: z.int().min(1).max(999999999999999),
    entryId: uuidSchema,
    utc: instantSchema,
    /** The same moment in Vietnam. */
    local: z.string().regex(/^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\.[0-9]{3}\+07:00$/u),
    /** Monotonic ms since this start of the program, comparable within one `bootId`. */
    mono: z.number().min(0),
    bootId: z.string().max(64),
    clock: auditClockSchema,
    device: auditDeviceSchema,
    actor: auditActorSchema,
    action: auditActionSchema,
    phase: z.enum(['intent', 'result', 'event']),
    object: auditObjectSchema.nullable(),
    /** Area path of the object. */
    area: z.string().max(300).nullable(),
    purpose: z.string().max(300).nullable(),
    caseNumber: z.string().max(100).nullable(),
    /** Extraction request or approval it rests on. */
    requestId: z.string().max(128).nullable(),
    outcome: z.enum(['pending', 'done', 'refused', 'failed']),
    reason: z.string().max(300).nullable(),
    /** Never a secret. */
    params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).nullable()).readonly(),
    prev: hashSchema,
  })
  .readonly();
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const auditAcknowledgementSchema = z
  .object({
    logId: uuidSchema,
    ackedThrough: entryHeadSchema,
    /** Entries new to the server. */
    stored: z.int().min(0).max(500),
    /** Newest of the epoch, if any. */
    cosignedCheckpoint: signedNoteSchema.nullable(),
    serverTime: instantSchema,
  })
  .readonly();
export type AuditAcknowledgement = z.infer<typeof auditAcknowledgementSchema>;

export const accessRequestWishSchema = z
  .object({
    target: grantTargetSchema,
    permissions: z.array(permissionSchema).min(1).max(15).readonly(),
    purpose: itemIdSchema,
    reason: z.string().min(1).max(1000),
    validFrom: instantSchema,
    validTo: instantSchema,
  })
  .readonly();
export type AccessRequestWish = z.infer<typeof accessRequestWishSchema>;

export const accessRequestSchema = z
  .object({
    requestId: uuidSchema,
    wish: accessRequestWishSchema,
    /** That would get the grant. */
    unitId: itemIdSchema,
    managingUnitId: itemIdSchema,
    requesterId: itemIdSchema,
    state: z.enum(['waiting', 'approved', 'refused']),
    deciderId: itemIdSchema.nullable(),
    decisionReason: z.string().max(1000).nullable(),
    grantId: uuidSchema.nullable(),
    createdAt: instantSchema,
  })
  .readonly();
export type AccessRequest = z.infer<typeof accessRequestSchema>;

export const accessRequestListSchema = z
  .object({
    items: z.array(accessRequestSchema).max(500).readonly(),
  })
  .readonly();
export type AccessRequestList = z.infer<typeof accessRequestListSchema>;

export const decisionSchema = z
  .object({
    decision: z.enum(['approve', 'refuse']),
    reason: z.string().max(1000).nullable(),
  })
  .readonly();
export type Decision = z.infer<typeof decisionSchema>;

export const approvalWishSchema = z
  .object({
    act: approvalActSchema,
    /** The exact text the approval binds, see Four eyes. */
    request: z.string().min(1).max(65536),
    reason: shortTextSchema,
  })
  .readonly();
export type ApprovalWish = z.infer<typeof approvalWishSchema>;

export const approvalSchema = z
  .object({
    approvalId: uuidSchema,
    act: approvalActSchema,
    request: z.string().max(65536),
    requestSha256: hashSchema,
    reason: shortTextSchema,
    requesterId: itemIdSchema,
    state: z.enum(['waiting', 'approved', 'refused', 'used', 'expired']),
    approverId: itemIdSchema.nullable(),
    decisionReason: z.string().max(1000).nullable(),
    createdAt: instantSchema,
    decidedAt: instantSchema.nullable(),
    /** Of a waiting one 24 h after it was asked, of an approved one 15 min after the decision. */
    expiresAt: instantSchema,
    /** An `ApprovalPayload` once approved. */
    statement: signedStatementSchema.nullable(),
  })
  .readonly();
export type Approval = z.infer<typeof approvalSchema>;

export const approvalListSchema = z
  .object({
    items: z.array(approvalSchema).max(500).readonly(),
  })
  .readonly();
export type ApprovalList = z.infer<typeof approvalListSchema>;

export const approvalUseSchema = z
  .object({
    requestSha256: hashSchema,
  })
  .readonly();
export type ApprovalUse = z.infer<typeof approvalUseSchema>;

export const approvalPayloadSchema = z
  .object({
    approvalId: uuidSchema,
    act: approvalActSchema,
    requestSha256: hashSchema,
    requesterId: itemIdSchema,
    requesterSessionId: uuidSchema,
    approverId: itemIdSchema,
    approverSessionId: uuidSchema,
    decidedAt: instantSchema,
    expiresAt: instantSchema,
  })
  .readonly();
export type ApprovalPayload = z.infer<typeof approvalPayloadSchema>;

/** Which schema a document of the feed has, by the item's type. */
export const documentSchemas = {
  area: areaSchema,
  unit: unitSchema,
  camera: cameraSchema,
  role: roleSchema,
  user: userSchema,
  grant: grantSchema,
  case: caseSchema,
  layout: layoutSchema,
  scenario: scenarioSchema,
  policy: policySchema,
} as const;
