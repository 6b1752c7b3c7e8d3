import type { Located } from '../load/located.ts';
import type { RefusalList } from '../load/refusal.ts';
import { isJsonSchemaFormat } from '../load/schema-format.ts';

/**
 * The schema within a Multi Format Schema Object, which in AsyncAPI 3 may stand wherever a schema does; any other schema is itself.
 * Undefined, with a warning, for one in another language: what it describes may be anything.
 */
export function schemaWithin(schema: Located, refusals: RefusalList): Located | undefined {
  const format = schema.get('schemaFormat');
  const inner = schema.get('schema');
  if (format === undefined || inner === undefined) return schema;
  if (isJsonSchemaFormat(String(format.value))) return inner;
  const message = `schemas of the format ${String(format.value)} are not read: anything is taken`;
  refusals.warn({ code: 'ignored-member', message, hint: 'Write a JSON Schema', position: format.position });
  return undefined;
}
