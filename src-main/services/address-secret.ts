/**
 * Passwords that some makers want inside the path or query of the address (Xiongmai and its many brands:
 * `/user=admin&password=…&channel=1&stream=0.sdp?`, also with `_` between the pairs). The stored address keeps
 * `{password}` in their place. Pure.
 */

/** Stands in an address where the password belongs. */
export const PASSWORD_PLACE = '{password}';

/** A pair's value ends where the next pair begins; with `_` between pairs only `_name=` tells that. */
const pair = /(?<![a-z0-9])(password|passwd|passwort|pass|pwd|psw)=((?:(?!_[a-z]+=)[^&;/?#])*)/giu;

export interface SplitPath {
  /** With `{password}` in place of every value found. */
  readonly path: string;
  /** Decoded; `null` when there was none, or only its place. */
  readonly password: string | null;
  /** Two pairs with two different values: none can be the password. */
  readonly ambiguous: boolean;
}

/** `path` is everything behind the host. */
export function splitPassword(path: string): SplitPath {
  const found = new Set<string>();
  const split = path.replace(pair, (_whole, name: string, value: string) => {
    if (value !== '' && value !== PASSWORD_PLACE) found.add(decode(value));
    return `${name}=${value === '' ? '' : PASSWORD_PLACE}`;
  });
  const [password = null] = found;
  return { path: split, password, ambiguous: found.size > 1 };
}

/** The address to dial. Only for what goes to the media process: never stored, shown or logged. */
export function withPassword(url: string, password: string | null): string {
  return url.replaceAll(PASSWORD_PLACE, () => encode(password ?? ''));
}

/** Only what would end the value or the address is encoded: these cameras compare the text as it stands. */
function encode(text: string): string {
  return text.toWellFormed().replace(/[^!$()*+,\-.0-9:=@A-Z_a-z~]/gu, (character) => encodeURIComponent(character).replace(/'/gu, '%27'));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
