import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { z } from 'zod';
import en from '../../../../resources/locales/en.json' with { type: 'json' };
import * as generated from '../../../../src-contract/province/schemas.ts';
import { documentSchema, operationsOf } from '../../../../build/province/openapi.ts';
import { operations } from '../../../../src-contract/province/operations.ts';
import { schemaConstant } from '../../../../build/province/zod-text.ts';

const source = readFileSync(resolve(import.meta.dirname, '../../../../docs/api/provincial-backend.openapi.yaml'), 'utf8');
const contract = documentSchema.parse(parse(source));
const schemas = Object.entries(contract.components.schemas);

/** The contract's own schemas, judged by a validator that shares nothing with our generator. */
const ajv = new Ajv2020({ strict: false, allErrors: false });
ajv.addSchema({ $id: 'contract', components: contract.components });
const byAjv = (name: string) => ajv.compile({ $ref: `contract#/components/schemas/${name}` });
const parsers = new Map(Object.entries(generated).filter(([name]) => name.endsWith('Schema'))) as unknown as ReadonlyMap<string, z.ZodType>;
const parserOf = (name: string): z.ZodType => parsers.get(schemaConstant(name))!;

describe.each(schemas)('%s', (name, schema) => {
  const examples = schema.examples ?? [];
  it('has examples that fit it, also in the generated parser', () => {
    expect(examples.length).toBeGreaterThan(0);
    const validate = byAjv(name);
    for (const example of examples) {
      expect(validate(example), JSON.stringify(validate.errors)).toBe(true);
      expect(parserOf(name).safeParse(example).success).toBe(true);
    }
  });
});

/** Every place in a value, as the keys that lead there. */
const placesIn = (value: unknown): readonly (readonly string[])[] => {
  if (typeof value !== 'object' || value === null) return [[]];
  return [[], ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner).map((rest) => [key, ...rest]))];
};
const changedAt = (value: unknown, [key, ...rest]: readonly string[], put: unknown): unknown => {
  if (key === undefined) return put;
  if (Array.isArray(value)) return value.map((inner: unknown, at) => (String(at) === key ? changedAt(inner, rest, put) : inner));
  const entries = Object.entries(value as object).flatMap(([name, inner]) => {
    if (name !== key) return [[name, inner]];
    return rest.length === 0 && put === undefined ? [] : [[name, changedAt(inner, rest, put)]];
  });
  return Object.fromEntries(entries) as unknown;
};

it('is read alike by the generated parsers and by an independent validator, whatever is broken in an example', () => {
  const cases = schemas.flatMap(([name, { examples = [] }]) => examples.map((example) => ({ name, example })));
  const broken = fc.constantFrom(...cases).chain(({ name, example }) =>
    fc.record({
      name: fc.constant(name),
      example: fc.constant(example),
      place: fc.constantFrom(...placesIn(example)),
      put: fc.constantFrom<unknown>(
        undefined,
        null,
        '',
        'x'.repeat(300),
        -1,
        0,
        1,
        1e9,
        0.5,
        true,
        [],
        {},
        ['a'],
        { a: 1 },
        '19/123',
        '\u0000',
      ),
    }),
  );
  const validators = new Map(schemas.map(([name]) => [name, byAjv(name)]));
  let refused = 0;
  fc.assert(
    fc.property(broken, ({ name, example, place, put }) => {
      if (place.length === 0 && put === undefined) return;
      const value = changedAt(example, place, put);
      const verdict = parserOf(name).safeParse(value).success;
      if (!verdict) refused += 1;
      expect(verdict).toBe(validators.get(name)?.(value));
    }),
    { numRuns: 4000, seed: 19 },
  );
  expect(refused).toBeGreaterThan(1000);
}, 30_000);

it('drops members a newer server may add, where the contract itself refuses them', () => {
  const time = { receivedAt: '2026-11-21T07:15:00.000Z', sentAt: '2026-11-21T07:15:00.000Z' };
  expect(generated.serverTimeSchema.parse({ ...time, later: 1 })).toEqual(time);
  expect(byAjv('ServerTime')({ ...time, later: 1 })).toBe(false);
});

it('has one generated entry for each operation, and answers for each', () => {
  const resolved = operationsOf(contract);
  expect(Object.keys(operations)).toEqual(resolved.map(({ operation }) => operation.operationId));
  for (const { operation, responses } of resolved) {
    expect(
      [...responses.keys()].some((status) => status.startsWith('2')),
      operation.operationId,
    ).toBe(true);
    expect(responses.has('default'), operation.operationId).toBe(true);
  }
});

it('asks for a token everywhere but where nobody can have one', () => {
  const open = Object.entries(operations).filter(([, { who }]) => who !== 'token');
  expect(Object.fromEntries(open.map(([id, { who }]) => [id, who]))).toEqual({
    discover: 'nobody',
    health: 'nobody',
    time: 'nobody',
    trustBundle: 'nobody',
    enrolDevice: 'device-key',
    signIn: 'device-key',
    refreshSession: 'device-key',
  });
});

it('shows every kind of refusal as an example that fits, with a text for the person', () => {
  const responses = Object.values(contract.components.responses);
  const shown = responses.flatMap(({ content }) => Object.values(content ?? {}).flatMap(({ examples = {} }) => Object.values(examples)));
  const problems = shown.map((example) => generated.problemSchema.parse((example as { readonly value: unknown }).value));
  expect(problems.map(({ kind }) => kind).sort()).toEqual([...generated.problemKindSchema.options].sort());
  for (const { kind, type, key } of problems) {
    expect(type).toBe(`https://vms.thainguyen.gov.vn/problems/${kind}`);
    expect(key).toBe(`province-${kind}`);
    expect(en.errors).toHaveProperty([key]);
  }
});

it('takes the entries the ledger writes', () => {
  const [example] = contract.components.schemas['AuditEntry']?.examples ?? [];
  expect(generated.auditEntrySchema.parse(example)).toEqual(example);
});
