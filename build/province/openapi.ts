/** The part of OpenAPI 3.1 our contract is written in. What stands outside it is refused when the generator meets it. */
import { z } from 'zod';

interface Bounds {
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly exclusiveMinimum?: number | undefined;
  readonly exclusiveMaximum?: number | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly minProperties?: number | undefined;
  readonly maxProperties?: number | undefined;
}

/** A JSON Schema as the contract uses it. */
export interface Schema extends Bounds {
  readonly $ref?: string | undefined;
  readonly description?: string | undefined;
  readonly type?: string | readonly string[] | undefined;
  readonly const?: string | number | undefined;
  readonly enum?: readonly string[] | undefined;
  readonly default?: unknown;
  readonly pattern?: string | undefined;
  readonly items?: Schema | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly additionalProperties?: boolean | Schema | undefined;
  readonly oneOf?: readonly Schema[] | undefined;
  readonly discriminator?: { readonly propertyName: string } | undefined;
  readonly examples?: readonly unknown[] | undefined;
  readonly 'x-document-types'?: Readonly<Record<string, string>> | undefined;
}

const count = z.number().optional();
/** Strict: an unknown keyword would be a promise the generated parsers do not keep. */
export const schemaSchema: z.ZodType<Schema> = z.lazy(() =>
  z.strictObject({
    $ref: z.string().optional(),
    description: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    const: z.union([z.string(), z.number()]).optional(),
    enum: z.array(z.string()).optional(),
    default: z.unknown().optional(),
    pattern: z.string().optional(),
    minimum: count,
    maximum: count,
    exclusiveMinimum: count,
    exclusiveMaximum: count,
    minLength: count,
    maxLength: count,
    minItems: count,
    maxItems: count,
    minProperties: count,
    maxProperties: count,
    items: schemaSchema.optional(),
    properties: z.record(z.string(), schemaSchema).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.union([z.boolean(), schemaSchema]).optional(),
    oneOf: z.array(schemaSchema).optional(),
    discriminator: z.object({ propertyName: z.string() }).optional(),
    examples: z.array(z.unknown()).optional(),
    'x-document-types': z.record(z.string(), z.string()).optional(),
  }),
);

const contentSchema = z.record(z.string(), z.object({ schema: schemaSchema, examples: z.record(z.string(), z.unknown()).optional() }));
const parameterSchema = z.union([
  z.strictObject({ $ref: z.string() }),
  z.object({ name: z.string(), in: z.enum(['path', 'query', 'header']), required: z.boolean(), schema: schemaSchema }),
]);
const responseSchema = z.union([
  z.strictObject({ $ref: z.string() }),
  z.object({ description: z.string(), content: contentSchema.optional() }),
]);
const operationSchema = z.object({
  operationId: z.string(),
  tags: z.array(z.string()).length(1),
  summary: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
  parameters: z.array(parameterSchema).optional(),
  requestBody: z.object({ required: z.literal(true), content: contentSchema }).optional(),
  responses: z.record(z.string(), responseSchema),
});
const methods = ['get', 'put', 'post', 'delete'] as const;
const pathSchema = z.strictObject({
  parameters: z.array(parameterSchema).optional(),
  get: operationSchema.optional(),
  put: operationSchema.optional(),
  post: operationSchema.optional(),
  delete: operationSchema.optional(),
});

export const documentSchema = z.object({
  openapi: z.literal('3.1.1'),
  paths: z.record(z.string().startsWith('/v1'), pathSchema),
  components: z.object({
    parameters: z.record(z.string(), parameterSchema),
    responses: z.record(z.string(), z.object({ description: z.string(), content: contentSchema.optional() })),
    schemas: z.record(z.string(), schemaSchema),
  }),
});
export type ContractDocument = z.infer<typeof documentSchema>;
type Operation = z.infer<typeof operationSchema>;
export type Parameter = Exclude<z.infer<typeof parameterSchema>, { readonly $ref: string }>;
export type Response = Exclude<z.infer<typeof responseSchema>, { readonly $ref: string }>;

/** One operation with what its path and the components give it. */
export interface ResolvedOperation {
  readonly path: string;
  readonly method: (typeof methods)[number];
  readonly operation: Operation;
  readonly parameters: readonly Parameter[];
  readonly responses: ReadonlyMap<string, Response>;
}

const lastName = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);

/** Name of the component schema a `$ref` points at. */
export const referredSchema = (reference: string): string => {
  if (!reference.startsWith('#/components/schemas/')) throw new Error(`${reference}: only component schemas are referred to`);
  return lastName(reference);
};

const found = <T>(value: T | undefined, reference: string): T => {
  if (value === undefined) throw new Error(`${reference} does not exist`);
  return value;
};

export const operationsOf = (document: ContractDocument): readonly ResolvedOperation[] => {
  const parameterOf = (given: z.infer<typeof parameterSchema>): Parameter =>
    '$ref' in given ? parameterOf(found(document.components.parameters[lastName(given.$ref)], given.$ref)) : given;
  const responseOf = (given: z.infer<typeof responseSchema>): Response =>
    '$ref' in given ? found(document.components.responses[lastName(given.$ref)], given.$ref) : given;
  return Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      if (operation === undefined) return [];
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(parameterOf);
      const responses = new Map(Object.entries(operation.responses).map(([status, response]) => [status, responseOf(response)]));
      return [{ path, method, operation, parameters, responses }];
    }),
  );
};
