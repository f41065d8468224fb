/**
 * Signs in without typing, for demonstrations and tests: only before a province that runs on this very machine, and only
 * with a file nobody else can read.
 */
import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { VmsError } from '../../../src-contract/errors.ts';
import { cameraIdSchema } from '../../../src-contract/model/camera.ts';
import type { Clock } from '../../base/clock.ts';
import { DisposableStore } from '../../base/disposable.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { TOTP_STEP_MS, totpAt } from '../../base/totp.ts';
import type { SessionService } from './session-service.ts';

const fileSchema = z.object({
  login: z.string().min(1).max(100),
  password: z.string().min(1).max(200),
  /** Base32. */
  totpSecret: z
    .string()
    .regex(/^[A-Z2-7]{16,128}=*$/u)
    .optional(),
  purpose: z.object({ id: z.string().min(1).max(80), caseNo: z.string().min(1).max(100).nullable() }).optional(),
  /** Cameras to show where the wall is empty, in this order; of the demo's only some have a picture. */
  wall: z.array(cameraIdSchema).max(64).optional(),
});
type SignInFile = z.infer<typeof fileSchema>;

export interface SignInFileNeeds {
  readonly session: SessionService;
  readonly configuration: Pick<Configuration, 'purposes' | 'changed'>;
  readonly clock: Clock;
  readonly platform: NodeJS.Platform;
}

/**
 * @returns the cameras the file names for an empty wall
 * @throws VmsError that says what to do; nothing of the file is in it
 */
export async function signInByFile(needs: SignInFileNeeds, path: string): Promise<readonly string[]> {
  const { session, platform } = needs;
  const url = session.membership()?.province.url;
  if (url === undefined || !isThisMachine(url)) throw new VmsError('denied', 'sign-in-file-not-here');
  const file = await readSignInFile(path, platform);
  if (session.membership()?.onlineUserId() === null) await signInAtLast(needs, file);
  await configurationKnown(needs);
  // A purpose the province does not have, or has not told of yet, is asked for in the window.
  if (file.purpose !== undefined) await session.choosePurpose(file.purpose.id, file.purpose.caseNo).catch(() => undefined);
  return file.wall ?? [];
}

/** Until the first configuration is here, which names the purposes there are; or long enough. */
function configurationKnown({ configuration, clock }: SignInFileNeeds): Promise<void> {
  if (configuration.purposes().length > 0) return Promise.resolve();
  return new Promise((resolve) => {
    const owned = new DisposableStore();
    const done = (): void => {
      owned.dispose();
      resolve();
    };
    owned.add(clock.after(CONFIGURATION_MS, done));
    owned.add(
      configuration.changed.on(() => {
        if (configuration.purposes().length > 0) done();
      }),
    );
  });
}

const CONFIGURATION_MS = 60_000;

export function isThisMachine(url: string): boolean {
  const host = URL.parse(url)?.hostname ?? '';
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/u.test(host);
}

/** Who opens a file on Windows is a matter of its folder's list, which a profile folder has for its owner only. */
async function readSignInFile(path: string, platform: NodeJS.Platform): Promise<SignInFile> {
  const unreadable = new VmsError('invalid-argument', 'sign-in-file-unreadable');
  const facts = await stat(path).catch(() => null);
  if (facts === null) throw unreadable;
  if (platform !== 'win32' && (facts.mode & 0o077) !== 0) throw new VmsError('denied', 'sign-in-file-open-to-others');
  try {
    return fileSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    throw unreadable; // what is wrong with it may be its password
  }
}

/** Each code works once: after a quick restart the one of now may be used up, and the next must be waited for. */
async function signInAtLast({ session, clock }: SignInFileNeeds, { login, password, totpSecret }: SignInFile): Promise<void> {
  const now = (): number => session.membership()?.serverClock.now() ?? clock.wall();
  const attempt = async (): Promise<void> => {
    const totp = totpSecret === undefined ? {} : { totp: totpAt(totpSecret, now()) };
    await session.signIn({ kind: 'password', login, password, ...totp });
  };
  try {
    await attempt();
  } catch (failure) {
    if (totpSecret === undefined || !(failure instanceof VmsError) || failure.key !== 'province-credentials-refused') throw failure;
    await new Promise<void>((resolve) => clock.after(TOTP_STEP_MS - (now() % TOTP_STEP_MS) + 500, resolve));
    await attempt();
  }
}
