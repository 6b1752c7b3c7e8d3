import { isRecord } from '../load/located.ts';
import { appliedInPlace, branches } from './check-cycles.ts';
import { componentName } from './component-reference.ts';
import type { JsonSchema } from './json-schema.ts';
import type { Reading } from './reading.ts';
import type { NamedSchema } from './types.ts';

/** Words that describe the base as a whole, and say nothing of the values of its heirs. */
const ofTheWhole = new Set(['oneOf', 'anyOf', 'discriminator', 'title', 'description', 'default', 'examples', 'deprecated']);

/**
 * Contracts that are made from classes have bases that list their heirs, which inherit from the base with `allOf`: each is then applied
 * to a value because the other is, without end. What is meant is plain: an heir has all that the base says besides its list. So it
 * stands in the heir, and the list in the base. A warning tells of it.
 */
export function separateBases(schemas: readonly NamedSchema[], reading: Reading): readonly NamedSchema[] {
  const byName = new Map(schemas.map((schema) => [schema.name, schema]));
  const warned = new Set<string>();
  const separated = schemas.map((schema) => ({ ...schema, schema: separate(schema, []) }));
  return warned.size === 0 ? schemas : separated;

  function separate({ name, schema }: NamedSchema, within: readonly string[]): JsonSchema {
    if (!isRecord(schema) || !Array.isArray(schema['allOf'])) return schema;
    const parts = (schema['allOf'] as JsonSchema[]).map((part) => {
      const base = baseOf(part);
      if (base === undefined || within.includes(base.name) || !leadsTo(base, name)) return part;
      tell(base, name);
      return { ...without(part, ['$ref']), ...without(separate(base, [...within, base.name]), ofTheWhole) };
    });
    return { ...schema, allOf: parts };
  }

  function baseOf(part: JsonSchema): NamedSchema | undefined {
    return isRecord(part) && typeof part['$ref'] === 'string' ? byName.get(componentName(part['$ref'])) : undefined;
  }

  /** Whether a component is one of those that a base lists, or within one of them. */
  function leadsTo({ schema }: NamedSchema, heir: string): boolean {
    const seen = new Set<string>();
    const open = isRecord(schema) ? branches({ oneOf: schema['oneOf'], anyOf: schema['anyOf'] }).flatMap(appliedInPlace) : [];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (name === heir) return true;
      if (seen.has(name)) continue;
      seen.add(name);
      open.push(...appliedInPlace(byName.get(name)?.schema ?? true));
    }
    return false;
  }

  function tell(base: NamedSchema, heir: string): void {
    if (warned.has(base.name)) return;
    warned.add(base.name);
    const message = `${base.name} is one of those that inherit from it, such as ${heir}: these have all that it says but its list`;
    reading.warn('circular-reference', base.at, message, 'List the heirs in a schema of its own');
  }
}

function without(schema: JsonSchema, words: Iterable<string>): object {
  const left = new Set(words);
  return isRecord(schema) ? Object.fromEntries(Object.entries(schema).filter(([word]) => !left.has(word))) : {};
}
