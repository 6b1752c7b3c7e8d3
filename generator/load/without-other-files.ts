import { isRecord, type Located } from './located.ts';
import { isReference, type References } from './references.ts';
import { isJsonSchemaFormat } from './schema-format.ts';
import { setMember } from './yaml-data.ts';

/** Members of an AsyncAPI document below which everything is a schema. */
const schemaMembers = new Set(['schemas', 'payload', 'headers', 'query']);

/**
 * The document as data that refers to no other file: what it refers to is put in its place. Schemas of other files become
 * empty, since they are checked on their own; so the result does not change when they do. So do schemas in other languages than
 * JSON Schema, of which the parser knows nothing.
 */
export function withoutOtherFiles(root: Located, references: References): unknown {
  const open = new Set<string>();
  return copy(root, false);

  function copy(located: Located, isSchema: boolean): unknown {
    if (isReference(located.value) && !isLocal(located)) return isSchema ? {} : inline(located);
    if (Array.isArray(located.value)) return located.items().map((item) => copy(item, isSchema));
    if (!isRecord(located.value)) return located.value;
    const members: Record<string, unknown> = {};
    for (const [name, member] of located.members()) setMember(members, name, copy(member, isSchema || schemaMembers.has(name)));
    return isForeign(located) ? withoutSchema(members) : members;
  }

  function isForeign(located: Located): boolean {
    const format = located.text('schemaFormat');
    return format !== undefined && !isJsonSchemaFormat(format);
  }

  function isLocal(located: Located): boolean {
    const isFragment = isReference(located.value) && located.value.$ref.startsWith('#');
    return isFragment && located.source === root.source;
  }

  /** A cycle through another file can only be one of schemas; it is cut. */
  function inline(located: Located): unknown {
    const target = references.target(located);
    if (target === undefined || open.has(target.id)) return {};
    open.add(target.id);
    const data = copy(target, false);
    open.delete(target.id);
    return data;
  }
}

/** A message of AsyncAPI 2 has the format beside its payload; later it stands beside the schema. */
function withoutSchema({ schemaFormat: _, schema, payload, ...others }: Record<string, unknown>): Record<string, unknown> {
  if (schema !== undefined) return others;
  return payload === undefined ? others : { ...others, payload: {} };
}
