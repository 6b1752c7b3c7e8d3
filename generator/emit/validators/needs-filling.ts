import type { JsonSchema } from '../../model/json-schema.ts';
import type { NamedSchema } from '../../model/types.ts';

/** Says which schemas reach, through any number of references, a property or a list's place that has a default. */
export function fillingOf(schemas: readonly NamedSchema[]): (schema: JsonSchema) => boolean {
  const components = new Map(schemas.map(({ name, schema }) => [`#/components/schemas/${name}`, schema]));
  const known = new Map<string, boolean>();

  function needsFilling(part: unknown): boolean {
    if (Array.isArray(part)) return part.some(needsFilling);
    if (typeof part !== 'object' || part === null) return false;
    const { $ref, properties, prefixItems } = part as Record<string, unknown>;
    if (hasDefaults(properties) || hasDefaults(prefixItems)) return true;
    return (typeof $ref === 'string' && componentNeedsFilling($ref)) || Object.values(part).some(needsFilling);
  }

  function componentNeedsFilling(reference: string): boolean {
    const answer = known.get(reference);
    if (answer !== undefined) return answer;
    known.set(reference, false);
    const found = needsFilling(components.get(reference));
    known.set(reference, found);
    return found;
  }

  return needsFilling;
}

function hasDefaults(schemas: unknown): boolean {
  return (
    typeof schemas === 'object' &&
    schemas !== null &&
    Object.values(schemas).some((schema) => typeof schema === 'object' && schema !== null && 'default' in schema)
  );
}
