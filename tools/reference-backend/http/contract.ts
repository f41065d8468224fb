/** The contract at run time: Ajv judges what comes in and what goes out by the OpenAPI file itself, not by generated code. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { operations } from '../../../src-contract/province/operations.ts';
import type { OperationId } from '../../../src-contract/province/operations.ts';

const FILE = resolve(import.meta.dirname, '../../../docs/api/provincial-backend.openapi.yaml');

const refSchema = z.object({ $ref: z.string() });
const parameterSchema = z.object({ name: z.string(), in: z.enum(['path', 'query', 'header']), required: z.boolean(), schema: z.unknown() });
const contentSchema = z.record(z.string(), z.object({ schema: z.unknown() }));
const bodySchema = z.object({ content: contentSchema.optional() });
const operationSchema = z.object({
  operationId: z.string(),
  parameters: z.array(z.union([refSchema, parameterSchema])).optional(),
  requestBody: bodySchema.optional(),
  responses: z.record(z.string(), z.union([refSchema, bodySchema])),
});
const fileSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.object({
    parameters: z.record(z.string(), parameterSchema),
    responses: z.record(z.string(), bodySchema),
    schemas: z.record(z.string(), z.unknown()),
  }),
});
type File = z.infer<typeof fileSchema>;

/** Null, or where the value does not fit. */
export type Judge = (value: unknown) => string | null;

export interface OperationRules {
  readonly parameters: Readonly<Record<'path' | 'query' | 'header', Judge>>;
  readonly body: Judge | null;
  readonly mediaType: string | null;
  /** What a status may carry; no entry: the status is not promised. */
  readonly answers: ReadonlyMap<string, Judge>;
}

const judgeOf =
  (validate: ValidateFunction): Judge =>
  (value) => {
    if (validate(value)) return null;
    const [error] = validate.errors ?? [];
    const extra: unknown = error?.params['additionalProperty'] ?? error?.params['missingProperty'];
    return `${error?.instancePath ?? ''}${typeof extra === 'string' ? `/${extra}` : ''}` || '/';
  };

const NOTHING: Judge = (value) => (value === null ? null : '/');

const lastName = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);

class RuleMaker {
  readonly #file: File;
  readonly #bodies = new Ajv2020({ strict: false, discriminator: false });
  /** Paths, queries and headers are text; numbers are read out of it. */
  readonly #texts = new Ajv2020({ strict: false, coerceTypes: true, useDefaults: true });

  constructor(file: File) {
    this.#file = file;
    for (const ajv of [this.#bodies, this.#texts]) ajv.addSchema({ $id: 'contract', components: file.components });
  }

  #anchored(schema: unknown): object {
    const text = JSON.stringify(schema).replaceAll('"#/components/', '"contract#/components/');
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  }

  #bodyJudge(body: z.infer<typeof bodySchema>): Judge {
    const [content] = Object.values(body.content ?? {});
    return content === undefined ? NOTHING : judgeOf(this.#bodies.compile(this.#anchored(content.schema)));
  }

  #parameterJudge(parameters: readonly z.infer<typeof parameterSchema>[], place: 'path' | 'query' | 'header'): Judge {
    const here = parameters.filter((parameter) => parameter.in === place);
    const nameOf = (name: string): string => (place === 'header' ? name.toLowerCase() : name);
    const schema = {
      type: 'object',
      // Further headers are every client's right; a query the contract does not know is a mistake.
      additionalProperties: place === 'header',
      required: here.filter(({ required }) => required).map(({ name }) => nameOf(name)),
      properties: Object.fromEntries(here.map((parameter) => [nameOf(parameter.name), this.#anchored(parameter.schema)])),
    };
    return judgeOf(this.#texts.compile(schema));
  }

  rulesOf(path: string, method: string): OperationRules {
    const item = this.#file.paths[path] ?? {};
    const operation = operationSchema.parse(item[method]);
    const shared = z.array(z.union([refSchema, parameterSchema])).parse(item['parameters'] ?? []);
    const parameters = [...shared, ...(operation.parameters ?? [])].flatMap((given) => {
      const found = '$ref' in given ? this.#file.components.parameters[lastName(given.$ref)] : given;
      return found === undefined ? [] : [found];
    });
    const answers = Object.entries(operation.responses).map(([status, given]) => {
      const body = '$ref' in given ? (this.#file.components.responses[lastName(given.$ref)] ?? {}) : given;
      return [status, this.#bodyJudge(body)] as const;
    });
    return {
      parameters: {
        path: this.#parameterJudge(parameters, 'path'),
        query: this.#parameterJudge(parameters, 'query'),
        header: this.#parameterJudge(parameters, 'header'),
      },
      body: operation.requestBody === undefined ? null : this.#bodyJudge(operation.requestBody),
      mediaType: Object.keys(operation.requestBody?.content ?? {})[0] ?? null,
      answers: new Map(answers),
    };
  }
}

/** The rules of every operation. */
export const loadContract = (): ReadonlyMap<OperationId, OperationRules> => {
  const file = fileSchema.parse(parse(readFileSync(FILE, 'utf8')));
  const maker = new RuleMaker(file);
  const ids = Object.keys(operations).filter((id): id is OperationId => id in operations);
  return new Map(ids.map((id) => [id, maker.rulesOf(operations[id].path, operations[id].method.toLowerCase())] as const));
};
