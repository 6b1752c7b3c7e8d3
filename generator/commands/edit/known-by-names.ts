import { typeCase } from '../../model/letter-case.ts';
import { derivedTypeNames, nameOperations } from '../../model/operation-names.ts';
import type { NamedSchema, Operation } from '../../model/types.ts';
import type { PrintedPart } from './print-part.ts';
import type { Standing } from './standing.ts';

/**
 * Whether the schemas and operations of a part have the names in it that they have in the whole: nobody else there would like to have them,
 * and what the part declares under them is what the whole declares.
 */
export function isKnownByNames(before: PrintedPart, after: PrintedPart, standing: Standing): boolean {
  const schemas = standing.namesOf('schema');
  return areSchemasKnown(before, after, schemas, standing.types) && areOperationsKnown(before, after, standing.namesOf('operation'), schemas);
}

function areSchemasKnown(before: PrintedPart, after: PrintedPart, others: readonly string[], types: string): boolean {
  const [own, now] = [before, after].map(({ schemas }) => new Set(schemas.map(({ name }) => name)));
  const count = new Map<string, number>();
  const all = new Set([...others, ...(own ?? []), ...(now ?? [])]);
  for (const name of all) count.set(spelled(name), (count.get(spelled(name)) ?? 0) + 1);
  const declared = new Set(types.trimEnd().split('\n\n'));
  const isOnly = ({ schemas }: PrintedPart) => schemas.every(({ name, typeName }) => count.get(spelled(name)) === 1 && typeName === typeCase(name));
  const isNew = ({ name, typeName }: NamedSchema) => own?.has(name) === false && isDeclared(types, typeName);
  return isOnly(before) && isOnly(after) && declarationsOf(before).every((entry) => declared.has(entry)) && !after.schemas.some(isNew);
}

/** How a part declares its schemas. */
function declarationsOf({ schemas, texts }: PrintedPart): string[] {
  const names = new Set(schemas.map(({ typeName }) => typeName));
  const entries = texts.get('types.ts')?.trimEnd().split('\n\n') ?? [];
  return entries.filter((entry) => names.has(/^export type (\w+) = /m.exec(entry)?.[1] ?? ''));
}

/** Names of operations are given to all of them together, and before those of schemas. */
function areOperationsKnown(before: PrintedPart, after: PrintedPart, ids: readonly string[], schemas: readonly string[]): boolean {
  const [own, now] = [before, after].map(({ operations }) => new Set(operations.map(({ id }) => id)));
  const gone = before.operations.filter(({ id }) => now?.has(id) === false);
  const came = after.operations.filter(({ id }) => own?.has(id) === false);
  if (gone.length + came.length === 0) return true;
  const left = ids.filter((id) => !gone.some((one) => one.id === id));
  const all = [...left, ...came.map(({ id }) => id)];
  const [old, names] = [nameOperations(ids), nameOperations(all)];
  const isNamed = ({ id, functionName }: Operation) => names.get(id)?.functionName === functionName;
  const takes = new Set([...gone, ...came].flatMap(({ typeName }) => derivedTypeNames(typeName)).map((name) => name.toLowerCase()));
  return (
    new Set(all).size === all.length &&
    left.every((id) => old.get(id)?.functionName === names.get(id)?.functionName) &&
    after.operations.every(isNamed) &&
    // An operation without an id is called after its path, with a number behind it where that is taken.
    !gone.some(({ id }) => left.some((other) => other.startsWith(id) && /^\d+$/.test(other.slice(id.length)))) &&
    !schemas.some((name) => takes.has(spelled(name)))
  );
}

function isDeclared(types: string, name: string): boolean {
  return new RegExp(`^export type ${name} =`, 'mi').test(types);
}

/** Names are told apart in any letter case: they become files. */
function spelled(name: string): string {
  return typeCase(name).toLowerCase();
}
