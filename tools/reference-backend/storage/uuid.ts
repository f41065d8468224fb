/** UUIDv7 (RFC 9562): sorts by the time it was made. */

/** @param random a version 4 UUID, whose chance it takes */
export const uuidV7 = (epochMs: number, random: string): string => {
  const time = epochMs.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-7${random.slice(15)}`;
};
