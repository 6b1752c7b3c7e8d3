import { isRecord, type Located } from '../../load/located.ts';
import type { Subject } from '../subject.ts';

/** Tells of a schema whether a value of finite depth keeps to it, as far as required properties and items decide. */
export function endFinder(subject: Subject): (schema: Located) => boolean {
  const open = new Set<string>();
  const known = new Set<string>();
  return ends;

  /** A schema met again on the way to itself has not ended there; one that has ended somewhere always can. */
  function ends(located: Located): boolean {
    const schema = subject.references.follow(located);
    if (schema === undefined || !isRecord(schema.value) || known.has(schema.id)) return true;
    if (open.has(schema.id)) return false;
    open.add(schema.id);
    const result = hasWayOut(schema);
    open.delete(schema.id);
    if (result) known.add(schema.id);
    return result;
  }

  function hasWayOut(schema: Located): boolean {
    const all = schema.get('allOf')?.items() ?? [];
    const choices = [schema.get('oneOf'), schema.get('anyOf')].map((list) => list?.items() ?? []);
    return (
      (mayBe('null', schema) || requiredParts(schema).every(ends)) &&
      all.every(ends) &&
      choices.every((branches) => branches.length === 0 || branches.some(ends))
    );
  }
}

/** What a value that is an object or a list cannot be without. */
function requiredParts(schema: Located): Located[] {
  const names = schema.get('required')?.items() ?? [];
  const properties = names.flatMap(({ value }) => schema.get('properties')?.get(String(value)) ?? []);
  const items = schema.get('items');
  const needsItems = Number(schema.get('minItems')?.value ?? 0) > 0;
  const isObject = mayOnlyBe('object', schema);
  return [...(isObject ? properties : []), ...(needsItems && items !== undefined && mayOnlyBe('array', schema) ? [items] : [])];
}

function mayBe(type: string, schema: Located): boolean {
  return [schema.get('type')?.value].flat().includes(type) || schema.flag('nullable');
}

/** Without a type a value of any other would do. */
function mayOnlyBe(type: string, schema: Located): boolean {
  return [schema.get('type')?.value].flat().every((allowed) => allowed === type);
}
