import { registerSchema, unregisterSchema, validate } from '@hyperjump/json-schema/draft-2020-12';
import { componentPrefix } from '../../../generator/model/component-reference.ts';
import type { NamedSchema } from '../../../generator/model/types.ts';

export interface Oracle {
  readonly accepts: (name: string, value: unknown) => Promise<boolean>;
  readonly close: () => void;
}

const dialect = 'https://json-schema.org/draft/2020-12/schema';
let count = 0;

/** A validator that shares nothing with ours: @hyperjump/json-schema. Formats are notes to it. */
export function openOracle(schemas: readonly NamedSchema[]): Oracle {
  const uri = `https://oracle.example/${++count}`;
  const definitions = Object.fromEntries(schemas.map(({ name, schema }) => [name, rewritten(schema)]));
  registerSchema({ $schema: dialect, $defs: definitions } as Parameters<typeof registerSchema>[0], uri, dialect);
  return {
    accepts: async (name, value) => (await validate(`${uri}#/$defs/${pointerPart(name)}`, value as never)).valid,
    close: () => unregisterSchema(uri),
  };
}

/** References point into `$defs`, and words without a meaning for validity are left out. */
function rewritten(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(rewritten);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).flatMap(([keyword, value]): [string, unknown][] => {
    if (['const', 'enum', 'default'].includes(keyword)) return [[keyword, value]];
    if (['example', 'examples', 'discriminator', 'xml', 'externalDocs'].includes(keyword) && !isSchema(value)) return [];
    if (keyword === '$ref' && typeof value === 'string') return [[keyword, `#/$defs/${pointerPart(value.slice(componentPrefix.length))}`]];
    return [[keyword, rewritten(value)]];
  });
  return Object.fromEntries(entries);
}

/** Below `properties` a name such as `example` is one of a property. */
function isSchema(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ('type' in value || '$ref' in value || 'allOf' in value || 'oneOf' in value);
}

/** Other letters than ASCII's stay as they are: the library works with IRIs (RFC 3987), and cannot read theirs when encoded. */
function pointerPart(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll(/[\0-\x7f]+/g, encodeURIComponent);
}
