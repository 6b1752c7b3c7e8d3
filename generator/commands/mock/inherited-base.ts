import { appendToken } from '../../load/json-pointer.ts';
import { membersOf, type DocumentTree, type Place } from './document-tree.ts';

const lists = ['oneOf', 'anyOf'] as const;

/**
 * What an heir has of a base in its `allOf`: where the base lists its heirs, and this one is among them, all but that list. With
 * it neither could be tried, since each is applied because the other is.
 */
export function inheritedBase(branch: Place, heir: Place, tree: DocumentTree): Place {
  const { $ref } = membersOf(branch.value);
  const base = typeof $ref === 'string' ? tree.target(branch, $ref) : undefined;
  if (base === undefined || !lists.some((list) => list in membersOf(base.value)) || !leadsTo(base, heir, tree)) return branch;
  const ofTheWhole: readonly string[] = [...lists, 'discriminator'];
  return { ...base, value: Object.fromEntries(Object.entries(membersOf(base.value)).filter(([word]) => !ofTheWhole.includes(word))) };
}

function leadsTo(base: Place, heir: Place, tree: DocumentTree): boolean {
  const seen = new Set<string>();
  const open = lists.flatMap((list) => items(base, list));
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const id = `${place.file}#${place.pointer}`;
    if (place.file === heir.file && place.pointer === heir.pointer) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    const { $ref } = membersOf(place.value);
    const target = typeof $ref === 'string' ? tree.target(place, $ref) : undefined;
    open.push(...(target === undefined ? [] : [target]), ...[...lists, 'allOf'].flatMap((list) => items(place, list)));
  }
  return false;
}

function items({ file, pointer, value }: Place, list: string): Place[] {
  const found = membersOf(value)[list];
  const at = appendToken(pointer, list);
  return Array.isArray(found) ? found.map((item: unknown, index) => ({ file, pointer: appendToken(at, index), value: item })) : [];
}
