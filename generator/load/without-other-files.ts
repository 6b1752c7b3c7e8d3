import { isRecord, type Located } from './located.ts';
import { isReference, type References } from './references.ts';
import { setMember } from './yaml-data.ts';

/** Members of an AsyncAPI document below which everything is a schema. */
const schemaMembers = new Set(['schemas', 'payload', 'headers', 'query']);

/**
 * The document as data that refers to no other file: what it refers to is put in its place. Schemas of other files become
 * empty, since they are checked on their own; so the result does not change when they do.
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
    return members;
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
