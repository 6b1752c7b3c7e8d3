import { Located } from '../load/located.ts';
import { isReference } from '../load/references.ts';
import type { Subject } from './subject.ts';

/** Members that hold data of any kind, in which `$ref` is a text like any other. */
const dataMembers = new Set(['const', 'default', 'enum', 'example']);
/** Members that hold others by name, so that `default` below them is a name. */
const namingMembers = new Set([
  ...['$defs', 'definitions', 'dependentSchemas', 'patternProperties', 'properties'],
  ...['callbacks', 'channels', 'examples', 'headers', 'links', 'mediaTypes', 'messages', 'parameters', 'pathItems'],
  ...['requestBodies', 'responses', 'schemas', 'securitySchemes', 'variables', 'webhooks', 'x-events'],
]);

/** Every object and list of the documents, and of all files that they lead to, outside of data. */
export function visitDocuments({ openapi, asyncapi, sources, references }: Subject, look: (located: Located) => void): void {
  const open = [openapi, asyncapi].filter((root) => root !== undefined);
  const seen = new Set(open.map(({ source }) => source));
  for (let root = open.pop(); root !== undefined; root = open.pop()) {
    visit(root);
    for (const source of sources.all.filter((other) => !seen.has(other))) {
      seen.add(source);
      open.push(Located.rootOf(source));
    }
  }

  function visit(located: Located): void {
    if (typeof located.value !== 'object' || located.value === null) return;
    if (isReference(located.value)) references.follow(located);
    look(located);
    for (const item of located.items()) visit(item);
    for (const [key, member] of located.members()) if (!isData(located, key, member)) visit(member);
  }
}

function isData(owner: Located, key: string, member: Located): boolean {
  if (namingMembers.has(owner.key)) return false;
  const isExampleValue = key === 'value' && /\/examples\/[^/]+$/.test(owner.pointer);
  const isForeign = key.startsWith('x-') && key !== 'x-events';
  return dataMembers.has(key) || isForeign || isExampleValue || (key === 'examples' && Array.isArray(member.value));
}
