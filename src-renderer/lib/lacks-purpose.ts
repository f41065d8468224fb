const keys: ReadonlySet<string> = new Set(['denied-purpose-missing', 'denied-purpose-unknown', 'denied-case-number-missing']);

/** Whether a refusal, by its key, ends when the person says what for. */
export const lacksPurpose = (key: string): boolean => keys.has(key);
