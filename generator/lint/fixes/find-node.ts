import { isMap, isScalar, isSeq, type Document, type Node, type Pair, type YAMLMap } from 'yaml';
import { pointerTokens } from '../../load/json-pointer.ts';
import { keyText } from '../../load/yaml-places.ts';

/** The node that a pointer leads to; undefined also where an alias is on the way, since that is written elsewhere. */
export function findNode(document: Document, pointer: string): Node | undefined {
  return pointerTokens(pointer).reduce<Node | undefined>((node, token) => {
    if (isSeq(node)) return node.items[Number(token)] as Node | undefined;
    return isMap(node) ? ((findPair(node, token)?.value ?? undefined) as Node | undefined) : undefined;
  }, document.contents ?? undefined);
}

export function findPair(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => keyText(pair.key) === key);
}

/** The key of the member that a pointer leads to. */
export function findKey(document: Document, pointer: string): Node | undefined {
  const owner = findNode(document, pointer.slice(0, pointer.lastIndexOf('/')));
  const name = pointerTokens(pointer).at(-1) ?? '';
  const key = isMap(owner) ? findPair(owner, name)?.key : undefined;
  return isScalar(key) ? key : undefined;
}

/** Where a node begins, and where its text ends. */
export function extent(node: Node): readonly [start: number, end: number] {
  const [start = 0, end = 0] = node.range ?? [];
  return [start, end];
}
