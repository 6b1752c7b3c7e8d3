import { isScalar, isSeq, type Node, type YAMLSeq } from 'yaml';
import type { Draft, Edit, Fixer } from './edit.ts';
import { extent, findNode } from './find-node.ts';

/** Of equal values in a list the first one stays. */
export const removeDuplicates: Fixer = ({ position }, draft) => {
  const list = nearestList(draft, position.pointer);
  if (list === undefined || !list.items.every(isScalar)) return [];
  const values = list.items.map(({ value }) => value);
  const repeated = values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));
  return repeated.flatMap((index) => removeItem(list, index, draft));
};

/** The finding may be about the list or about one of its items. */
function nearestList({ document }: Draft, pointer: string): YAMLSeq | undefined {
  const around = [pointer, pointer.slice(0, pointer.lastIndexOf('/'))].map((place) => findNode(document, place));
  return around.find((node) => isSeq(node));
}

/** From the end of the item before to the end of this one; not where a comment stands between. */
function removeItem(list: YAMLSeq, index: number, { text }: Draft): Edit[] {
  const [before, item] = [list.items[index - 1], list.items[index]] as [Node, Node];
  const [[, start], [, end]] = [extent(before), extent(item)];
  return text.slice(start, end).includes('#') ? [] : [{ start, end, text: '' }];
}
