/** Logins printed in manuals. Never tried: only recognised when a person gives one, for the inventory's security facts. */
import type { Credentials } from '../base/challenge.ts';

const printed = new Set([
  'admin:admin',
  'admin:',
  'admin:12345',
  'admin:123456',
  'admin:888888',
  'admin:9999',
  'admin:1234',
  'admin:admin123',
  'root:pass',
  'root:root',
  'service:service',
  'user:user',
  '666666:666666',
  '888888:888888',
]);

export function isFactoryLogin(credentials: Credentials | null): boolean {
  return credentials !== null && printed.has(`${credentials.username.toLowerCase()}:${credentials.password.toLowerCase()}`);
}
