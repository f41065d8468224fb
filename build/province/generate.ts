/** The contract with the province → the files of `src-contract/province`. */
import { operationsOf } from './openapi.ts';
import type { ContractDocument, ResolvedOperation, Response, Schema } from './openapi.ts';
import { referencesOf, schemaConstant, zodText } from './zod-text.ts';

const HEADER = '// Written by `npm run province` from docs/api/provincial-backend.openapi.yaml. Change that, then run it again.\n';

/** Names in an order in which each stands after what it refers to. */
const ordered = (schemas: Readonly<Record<string, Schema>>): readonly string[] => {
  const done = new Set<string>();
  const visit = (name: string, above: readonly string[]): void => {
    if (done.has(name)) return;
    if (above.includes(name)) throw new Error(`schemas refer to one another in a circle: ${[...above, name].join(' → ')}`);
    const schema = schemas[name];
    if (schema === undefined) throw new Error(`schema ${name} does not exist`);
    for (const reference of referencesOf(schema)) visit(reference, [...above, name]);
    done.add(name);
  };
  for (const name of Object.keys(schemas)) visit(name, []);
  return [...done];
};

const comment = (text: string | undefined): string =>
  text === undefined ? '' : `/**\n${text.trim().replaceAll(/^/gm, ' * ').replaceAll(/ +$/gm, '')}\n */\n`;

const schemasText = ({ components: { schemas } }: ContractDocument): string => {
  const parts = ordered(schemas).map((name) => {
    const schema = schemas[name] ?? {};
    try {
      return `${comment(schema.description)}export const ${schemaConstant(name)} = ${zodText(schema)};\nexport type ${name} = z.infer<typeof ${schemaConstant(name)}>;\n`;
    } catch (failure) {
      throw new Error(`schema ${name}`, { cause: failure });
    }
  });
  const documents = schemas['FeedUpsert']?.properties?.['document']?.['x-document-types'] ?? {};
  const rows = Object.entries(documents).map(([type, name]) => `${JSON.stringify(type)}: ${schemaConstant(name)},`);
  parts.push(
    `/** Which schema a document of the feed has, by the item's type. */\nexport const documentSchemas = {\n${rows.join('\n')}\n} as const;\n`,
  );
  return `${HEADER}import { z } from 'zod';\n\n${parts.join('\n')}`;
};

const who = ({ operation }: ResolvedOperation): 'nobody' | 'device-key' | 'token' =>
  operation.security === undefined ? 'token' : operation.security.length === 0 ? 'nobody' : 'device-key';

const bodyText = (content: Response['content']): string => {
  const entries = Object.entries(content ?? {});
  const [mediaType, body] = entries[0] ?? [];
  if (entries.length > 1) throw new Error('one media type a body');
  return body === undefined ? 'null' : `{ mediaType: ${JSON.stringify(mediaType)}, schema: ${zodText(body.schema)} }`;
};

const parametersText = ({ parameters }: ResolvedOperation, place: 'path' | 'query' | 'header'): string => {
  const rows = parameters
    .filter((parameter) => parameter.in === place)
    .map(({ name, required, schema }) => `${JSON.stringify(name)}: ${zodText(schema)}${required ? '' : '.optional()'},`);
  return `z.object({ ${rows.join(' ')} })`;
};

const operationText = (given: ResolvedOperation): string => {
  const { operation, path, method, responses } = given;
  const named = [...path.matchAll(/\{([A-Za-z]+)\}/g)].map(([, name]) => name);
  const missing = named.filter((name) => !given.parameters.some((parameter) => parameter.in === 'path' && parameter.name === name));
  if (missing.length > 0) throw new Error(`${path}: no parameter ${missing.join()}`);
  const answers = [...responses]
    .filter(([status]) => /^[23]/.test(status))
    .map(([status, { content }]) => `${status}: ${bodyText(content)},`);
  const refusals = [...responses.keys()].filter((status) => /^[45]/.test(status));
  return `${comment(operation.summary)}${operation.operationId}: {
    method: '${method.toUpperCase()}', path: ${JSON.stringify(path)}, who: '${who(given)}',
    pathParameters: ${parametersText(given, 'path')}, query: ${parametersText(given, 'query')}, headers: ${parametersText(given, 'header')},
    request: ${bodyText(operation.requestBody?.content)},
    answers: { ${answers.join(' ')} },
    refusals: [${refusals.join(', ')}],
  },`;
};

const operationsText = (document: ContractDocument): string => {
  const texts = operationsOf(document).map(operationText);
  const used = [...new Set(texts.flatMap((text) => text.match(/\b[a-z][A-Za-z0-9]*Schema\b/g) ?? []))].sort();
  return `${HEADER}import { z } from 'zod';
import { ${used.join(', ')} } from './schemas.ts';

/**
 * Every request of the contract: how to make it and how to read each answer.
 *
 * \`who\`: nobody, a proof by the device key, or that and a token. \`answers\` by status, null for no body; every refusal is a \`Problem\`.
 */
export const operations = {\n${texts.join('\n')}\n} as const;
export type OperationId = keyof typeof operations;
`;
};

/** File name → text, not yet formatted. */
export const generateProvince = (document: ContractDocument): ReadonlyMap<string, string> =>
  new Map([
    ['schemas.ts', schemasText(document)],
    ['operations.ts', operationsText(document)],
  ]);
