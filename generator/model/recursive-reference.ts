import { isRecord, Located } from '../load/located.ts';
import { pointerTokens } from '../load/json-pointer.ts';

/**
 * What `$recursiveRef: '#'` refers to (JSON Schema 2019-09, Core, section 8.2.4.2): the nearest schema around it with
 * `$recursiveAnchor: true`, since the root of a contract is no schema. As the value of a `$ref`; undefined where there is none.
 */
export function recursiveReference({ source, pointer }: Located): string | undefined {
  let found: Located | undefined;
  let current: Located | undefined = Located.rootOf(source);
  for (const token of pointerTokens(pointer)) {
    current = Array.isArray(current?.value) ? current.item(Number(token)) : current?.get(token);
    if (isRecord(current?.value) && current.value.$recursiveAnchor === true) found = current;
  }
  return found && `#${encodeURI(found.pointer)}`;
}
