import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { problemKindSchema, problemSchema } from '../../../../../src-contract/province/schemas.ts';
import { problemOf } from '../../../../../tools/reference-backend/http/problems.ts';
import { RateLimit } from '../../../../../tools/reference-backend/http/rate-limit.ts';
import { refuse, Refusal } from '../../../../../tools/reference-backend/http/refusal.ts';

const contract = readFileSync(resolve(import.meta.dirname, '../../../../../docs/api/provincial-backend.openapi.yaml'), 'utf8');
const responsesSchema = z.object({
  components: z.object({
    responses: z.record(
      z.string(),
      z.object({ content: z.record(z.string(), z.object({ examples: z.record(z.string(), z.object({ value: problemSchema })) })) }),
    ),
  }),
});

it('answers each kind with the status and title the contract shows', () => {
  const { responses } = responsesSchema.parse(parse(contract)).components;
  const shown = Object.values(responses).flatMap(({ content }) =>
    Object.values(content).flatMap(({ examples }) => Object.values(examples)),
  );
  for (const kind of problemKindSchema.options) {
    const { problem } = problemOf(refuse(kind));
    const example = shown.find(({ value }) => value.kind === kind)?.value;
    expect(problem).toMatchObject({ status: example?.status, title: example?.title, key: example?.key, type: example?.type });
  }
});

it('says nothing of a fault but that it is one', () => {
  const { problem } = problemOf(new Error('SELECT password FROM account'));
  expect(problem).toEqual({ ...problem, kind: 'internal', details: {} });
  expect(JSON.stringify(problem)).not.toContain('SELECT');
});

it('always says how long to wait with 429 and 503', () => {
  expect(problemOf(refuse('too-many-requests')).retryAfterS).toBe(30);
  expect(problemOf(refuse('unavailable', { retryAfterS: 7 })).retryAfterS).toBe(7);
  expect(problemOf(refuse('denied')).retryAfterS).toBeNull();
});

it('lets a burst through, then refuses, then refills with time', () => {
  const limit = new RateLimit();
  for (let turn = 0; turn < 600; turn += 1) limit.take('one', 0);
  expect(() => limit.take('one', 0)).toThrow(Refusal);
  limit.take('other', 0);
  limit.take('one', 1000);
});
