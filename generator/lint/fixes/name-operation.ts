import { isMap } from 'yaml';
import { pointerTokens } from '../../load/json-pointer.ts';
import { idFromPath } from '../../model/operation-id.ts';
import type { Fixer } from './edit.ts';
import { extent, findNode } from './find-node.ts';

/** Writes down the name that the generator gives an operation without an id. */
export const nameOperation: Fixer = ({ position }, { document, text }) => {
  const [root, path, method] = pointerTokens(position.pointer);
  const operation = findNode(document, position.pointer.split('/').slice(0, 4).join('/'));
  if (root !== 'paths' || path === undefined || method === undefined || !isMap(operation) || operation.get('operationId') !== undefined) return [];
  const [first] = operation.items;
  if (first === undefined) return [];
  const [start] = extent(first.key as never);
  const id = idFromPath(method, path);
  if (new RegExp(`operationId["']?\\s*:\\s*["']?${id}\\b`).test(text)) return [];
  const member = text[start] === '"' ? `"operationId": "${id}"` : `operationId: ${id}`;
  return [{ start, end: start, text: member + separator(text, start, operation.flow === true) }];
};

/** What stands between two members there: the same space that stands before the first one. */
function separator(text: string, start: number, isFlow: boolean): string {
  const [space = ''] = /\s*$/.exec(text.slice(0, start)) ?? [];
  if (isFlow) return `,${space === '' && text[start] !== '"' ? ' ' : space}`;
  return `\n${' '.repeat(start - text.lastIndexOf('\n', start - 1) - 1)}`;
}
