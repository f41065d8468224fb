/** The contract's document, judged by somebody who never saw our generator: the OpenAPI initiative's own schema of 3.1. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const text = readFileSync(resolve(import.meta.dirname, '../../../docs/api/provincial-backend.openapi.yaml'), 'utf8');
const documentSchema = z.looseObject({ info: z.looseObject({ version: z.string() }), paths: z.record(z.string(), z.unknown()) });

it('is a sound OpenAPI 3.1 document', async () => {
  const validator = new Validator();
  expect(await validator.validate(text)).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
});

it('would not be with a path that does not begin with a slash, without a version, or with an answer that is none', async () => {
  const document = documentSchema.parse(parse(text));
  const { version: _, ...info } = document.info;
  const broken = [
    { ...document, info },
    { ...document, paths: { ...document.paths, 'v1/no-slash': {} } },
    { ...document, paths: { ...document.paths, '/v1/odd': { get: { responses: { ok: { description: 1 } } } } } },
  ];
  const verdicts = await Promise.all(broken.map(async (given) => (await new Validator().validate(given)).valid));
  expect(verdicts).toEqual([false, false, false]);
});
