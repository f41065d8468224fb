/**
 * Somebody guesses a password at a workstation without its province: `node sign-in-child.ts DIRECTORY PASSWORD`.
 *
 * Prints `ready`, then the answer the moment there is one, and does nothing more until it is killed; ends only when locked out.
 */
import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openSignInPlace } from './sign-in-place.ts';

const [directory = '', password = ''] = process.argv.slice(2);
// The worker of its database keeps the process alive.
const place = await openSignInPlace(directory, randomBytes);
writeSync(1, 'ready\n');
const { kind } = await place.people.judge(place.login, 'password', password);
writeSync(1, `${kind}\n`);
if (kind === 'locked') await place.close();
