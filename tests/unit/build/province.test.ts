import { expect, it } from 'vitest';
import { staleProvinceFiles } from '../../../build/province.ts';
import { documentSchema, schemaSchema } from '../../../build/province/openapi.ts';
import { generateProvince } from '../../../build/province/generate.ts';
import { zodText } from '../../../build/province/zod-text.ts';

const contract = (schemas: Record<string, unknown>, paths: Record<string, unknown> = {}) =>
  documentSchema.parse({ openapi: '3.1.1', paths, components: { parameters: {}, responses: {}, schemas } });

it('agrees with the files in src-contract/province', async () => {
  expect(await staleProvinceFiles(), 'run npm run province').toEqual([]);
}, 30_000);

it('puts a schema after those it refers to', () => {
  const text = generateProvince(
    contract({
      A: { type: 'object', additionalProperties: false, required: ['b'], properties: { b: { $ref: '#/components/schemas/B' } } },
      B: { type: 'string' },
    }),
  ).get('schemas.ts');
  expect(text?.indexOf('const bSchema')).toBeLessThan(text?.indexOf('const aSchema') ?? -1);
});

it('refuses schemas that refer to one another in a circle', () => {
  const circle = contract({
    A: { type: 'array', items: { $ref: '#/components/schemas/B' } },
    B: { type: 'array', items: { $ref: '#/components/schemas/A' } },
  });
  expect(() => generateProvince(circle)).toThrow('A → B → A');
});

it('refuses a keyword it would not keep', () => {
  expect(() => schemaSchema.parse({ type: 'string', format: 'email' })).toThrow('format');
});

it('refuses an object that does not say what else it may hold', () => {
  expect(() => zodText({ type: 'object', properties: { a: { type: 'string' } } })).toThrow('additionalProperties');
});

it('refuses a choice without discriminator, a missing schema and a missing path parameter', () => {
  expect(() => zodText({ oneOf: [{ type: 'string' }, { type: 'number' }] })).toThrow('discriminator');
  expect(() => generateProvince(contract({ A: { $ref: '#/components/schemas/Gone' } }))).toThrow('Gone does not exist');
  const get = { operationId: 'a', tags: ['a'], summary: 'a', responses: {} };
  expect(() => generateProvince(contract({}, { '/v1/{id}': { get } }))).toThrow('no parameter id');
});

it('writes bounds, patterns and null as the contract says them', () => {
  expect(zodText({ type: ['integer', 'null'], minimum: 1 })).toBe('z.int().min(1).nullable()');
  expect(zodText({ type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 360 })).toBe('z.number().gt(0).lt(360)');
  expect(zodText({ type: 'string', pattern: '^a/b$' })).toBe('z.string().regex(/^a\\/b$/u)');
  expect(zodText({ type: 'object', maxProperties: 2, additionalProperties: { type: 'boolean' } })).toContain('<= 2');
});
