/** JSON Schema → the text of a zod expression. */
import { referredSchema } from './openapi.ts';
import type { Schema } from './openapi.ts';

const literal = (value: unknown): string => JSON.stringify(value);
const pattern = (source: string): string => `.regex(/${source.replaceAll('/', '\\/')}/u)`;
const call = (name: string, value: number | undefined): string => (value === undefined ? '' : `.${name}(${String(value)})`);

/** `ProblemKind` → `problemKindSchema`. */
export const schemaConstant = (name: string): string => `${name.charAt(0).toLowerCase()}${name.slice(1)}Schema`;

const numberText = (schema: Schema, start: string): string =>
  start +
  call('min', schema.minimum) +
  call('max', schema.maximum) +
  call('gt', schema.exclusiveMinimum) +
  call('lt', schema.exclusiveMaximum);

const recordText = (value: string, { minProperties, maxProperties }: Schema): string => {
  const record = `z.record(z.string(), ${value})`;
  if (minProperties === undefined && maxProperties === undefined) return `${record}.readonly()`;
  const least = String(minProperties ?? 0);
  const most = maxProperties === undefined ? '' : ` && Object.keys(members).length <= ${String(maxProperties)}`;
  return `${record}.refine((members) => Object.keys(members).length >= ${least}${most}).readonly()`;
};

const objectText = (schema: Schema): string => {
  const { properties, additionalProperties, required = [] } = schema;
  if (properties === undefined) {
    if (additionalProperties === undefined || additionalProperties === false) throw new Error('an object without members');
    return recordText(additionalProperties === true ? 'z.unknown()' : zodText(additionalProperties), schema);
  }
  if (additionalProperties !== false) throw new Error(`${Object.keys(properties).join()}: say additionalProperties: false`);
  const unknown = required.filter((name) => !(name in properties));
  if (unknown.length > 0) throw new Error(`required but not there: ${unknown.join()}`);
  const members = Object.entries(properties).map(([name, member]) => {
    const comment = member.description === undefined ? '' : `/** ${member.description.trim()} */\n`;
    return `${comment}${literal(name)}: ${zodText(member)}${required.includes(name) ? '' : '.optional()'},\n`;
  });
  return `z.object({\n${members.join('')}}).readonly()`;
};

const stringText = (schema: Schema): string => {
  if (schema.enum !== undefined) return `z.enum(${literal(schema.enum)})`;
  const text = `z.string()${call('min', schema.minLength)}${call('max', schema.maxLength)}`;
  return schema.pattern === undefined ? text : text + pattern(schema.pattern);
};

const typedText = (schema: Schema, type: string): string => {
  switch (type) {
    case 'string':
      return stringText(schema);
    case 'integer':
      return numberText(schema, 'z.int()');
    case 'number':
      return numberText(schema, 'z.number()');
    case 'boolean':
      return 'z.boolean()';
    case 'null':
      return 'z.null()';
    case 'array':
      if (schema.items === undefined) throw new Error('an array without items');
      return `z.array(${zodText(schema.items)})${call('min', schema.minItems)}${call('max', schema.maxItems)}.readonly()`;
    case 'object':
      return objectText(schema);
    default:
      throw new Error(`type ${type}`);
  }
};

const unionText = (options: readonly Schema[], discriminator: string | undefined): string => {
  const rest = options.filter(({ type }) => type !== 'null');
  const texts = rest.map(zodText);
  const nullable = rest.length === options.length ? '' : '.nullable()';
  if (texts.length === 1) return `${texts.join()}${nullable}`;
  if (discriminator === undefined) throw new Error('a choice needs its discriminator');
  return `z.discriminatedUnion(${literal(discriminator)}, [${texts.join(', ')}])${nullable}`;
};

export const zodText = (schema: Schema): string => {
  if (schema.$ref !== undefined) return schemaConstant(referredSchema(schema.$ref));
  if (schema.const !== undefined) return `z.literal(${literal(schema.const)})`;
  if (schema.oneOf !== undefined) return unionText(schema.oneOf, schema.discriminator?.propertyName);
  if (schema.type === undefined) throw new Error(`a schema without type: ${literal(schema)}`);
  if (typeof schema.type === 'string') return typedText(schema, schema.type);
  const types = schema.type.filter((type) => type !== 'null');
  const texts = types.map((type) => typedText(schema, type));
  return `${texts.length === 1 ? texts.join() : `z.union([${texts.join(', ')}])`}${types.length === schema.type.length ? '' : '.nullable()'}`;
};

/** Every component schema a schema refers to. */
export const referencesOf = (schema: Schema): readonly string[] => [
  ...(schema.$ref === undefined ? [] : [referredSchema(schema.$ref)]),
  ...(schema.oneOf ?? []).flatMap(referencesOf),
  ...(schema.items === undefined ? [] : referencesOf(schema.items)),
  ...Object.values(schema.properties ?? {}).flatMap(referencesOf),
  ...(typeof schema.additionalProperties === 'object' ? referencesOf(schema.additionalProperties) : []),
];
