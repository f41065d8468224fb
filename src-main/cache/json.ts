/** `undefined` for text that is no JSON: a row edited by another program must not stop this one. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
