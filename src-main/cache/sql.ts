/** The only way to make a query: what is interpolated becomes a bound parameter, never text. */
export type SqlValue = string | number | bigint | null | Uint8Array;

export interface Sql {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

export function sql(parts: TemplateStringsArray, ...values: readonly SqlValue[]): Sql {
  return { text: parts.join('?'), values };
}
