import { appendToken } from '../../load/json-pointer.ts';
import { membersOf, type DocumentTree, type Place } from './document-tree.ts';

/** More schemas within each other are a circle. */
const deepest = 32;

/** Whether a property is `readOnly` or `writeOnly`: the word stands at it, in what it refers to, or in one of its `allOf`. */
export function isMarked(property: Place, word: 'readOnly' | 'writeOnly', tree: DocumentTree, depth = 0): boolean {
  const { [word]: isWritten, $ref: reference, allOf } = membersOf(property.value);
  if (isWritten === true) return true;
  if (depth === deepest) return false;
  const target = typeof reference === 'string' ? tree.follow(property) : undefined;
  if (target !== undefined && isMarked(target, word, tree, depth + 1)) return true;
  const parts = Array.isArray(allOf) ? (allOf as unknown[]) : [];
  return parts.some((value, index) => {
    return isMarked({ ...property, pointer: appendToken(appendToken(property.pointer, 'allOf'), index), value }, word, tree, depth + 1);
  });
}
