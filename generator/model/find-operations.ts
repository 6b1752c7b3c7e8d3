import type { Located } from '../load/located.ts';
import { basePath } from './base-path.ts';
import { checkExtensions } from './extensions.ts';
import { readPathKey, warnOfPathKey, type PathKey } from './path-key.ts';
import { checkTemplate } from './path-template.ts';
import { freeId, idFromPath } from './operation-id.ts';
import type { Reading } from './reading.ts';
import { tellOperationsApart } from './tell-operations-apart.ts';
import type { Operation } from './types.ts';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** An operation in its path item. */
export interface MethodOfPath {
  readonly method: Operation['method'];
  /** The path item, or what it refers to. */
  readonly pathItem: Located;
  readonly located: Located;
}

/** An operation as it was found. */
export interface FoundOperation extends MethodOfPath {
  readonly id: string;
  /** Base path included. */
  readonly path: string;
  readonly template: string;
  /** The member of `paths` as it is written, and what it says. */
  readonly written: string;
  readonly key: PathKey;
  readonly item: Located;
  readonly selector?: Operation['selector'];
}

type Unnamed = Omit<FoundOperation, 'id'>;

/** Every operation of the document whose path and id are sound; the others are refused. */
export function findOperations(root: Located, reading: Reading): FoundOperation[] {
  const found = (reading.follow(root.get('paths'))?.members() ?? []).flatMap(([written, item]) =>
    written.startsWith('x-') ? [] : findInPath(written, item, root, reading),
  );
  return giveIds(tellOperationsApart(found, reading), reading);
}

function findInPath(written: string, item: Located, root: Located, reading: Reading): Unnamed[] {
  const key = readPathKey(written);
  const { template } = key;
  if (!checkTemplate(template, item.keyPosition, reading)) return [];
  warnOfPathKey(written, key, item.keyPosition, reading);
  return findMethods(item, reading).map((found) => {
    const path = basePath([found.located, found.pathItem, root], reading) + template;
    return { ...found, path, template, written, key, item };
  });
}

/** The operations of a path item, in the order of the specification. */
export function findMethods(item: Located, reading: Reading): MethodOfPath[] {
  const pathItem = followPathItem(item, reading);
  if (pathItem === undefined) return [];
  checkExtensions(pathItem, 'path', reading);
  const written = methods.map((method): [string, Located | undefined] => [method, pathItem.get(method)]);
  const added = reading.edition(pathItem) === '3.2' ? addedMethods(pathItem, reading) : [];
  return [...written, ...added].flatMap(([method, item]) => {
    const located = reading.follow(item);
    return located === undefined ? [] : [{ method, pathItem, located }];
  });
}

/** Of what OpenAPI 3.2 allows besides, the methods that uWebSockets.js can tell from others, and clients can send. */
function addedMethods(pathItem: Located, reading: Reading): [method: string, operation: Located | undefined][] {
  const others = pathItem.get('additionalOperations')?.members() ?? [];
  const taken = others.flatMap(([name, located]): [string, Located][] => {
    const at = located.keyPosition;
    if (!/^[a-z\d-]+$/i.test(name) || /^(connect|track)$/i.test(name)) {
      const hint = 'Use a method of letters, digits and hyphens; CONNECT and TRACK are not for applications';
      reading.refuse('unsupported-feature', at, `the method ${name} is not supported`, hint);
      return [];
    }
    if (name !== name.toUpperCase()) {
      const message = `the letter case of the method ${name} is not kept: services answer to ${name.toUpperCase()}, and clients send that`;
      reading.warn('ignored-member', at, message, 'Write it in upper case, as methods are');
    }
    return [[name.toLowerCase(), located]];
  });
  return [['query', pathItem.get('query')], ...taken];
}

/** A path item may be elsewhere as a whole; what stands beside its `$ref` is undefined (OpenAPI 3.1, "Path Item Object"). */
function followPathItem(item: Located, reading: Reading): Located | undefined {
  const reference = item.get('$ref');
  const sibling = item.members().find(([name]) => !/^(\$ref|summary|description|x-.*)$/s.test(name))?.[1];
  if (reference !== undefined && sibling !== undefined) {
    const hint = 'Move it into the path item that the $ref points to';
    reading.refuse('invalid-structure', sibling.keyPosition, 'a path item with $ref cannot have more members', hint);
  }
  return reading.follow(item, 'path-item');
}

/**
 * An operation without an id is named after its method and path; so are all that share one, where that is not refused: none of them
 * is called as another was before.
 */
function giveIds(operations: readonly Unnamed[], reading: Reading): FoundOperation[] {
  const first = new Map<string, Unnamed>();
  const shared = new Set<string>();
  for (const operation of operations) {
    const id = writtenId(operation);
    if (id === undefined) continue;
    const other = first.get(id);
    if (other === undefined) first.set(id, operation);
    else tellDuplicate(id, operation.located, other.located, reading);
    if (other !== undefined) shared.add(id);
  }
  const taken = new Set([...first.keys()].filter((id) => !shared.has(id)));
  return operations.map((operation) => {
    const id = writtenId(operation);
    if (id !== undefined && !shared.has(id)) return { id, ...operation };
    return { id: freeId(idFromPath(operation.method, operation.written), taken), ...operation };
  });
}

/** The operationId, if there is one. */
export function writtenId({ located }: Pick<MethodOfPath, 'located'>): string | undefined {
  return located.text('operationId')?.trim() || undefined;
}

/** Reports the second use of an operationId. */
export function tellDuplicate(id: string, located: Located, first: Located, reading: Reading): void {
  const { file, line } = (first.get('operationId') ?? first).position;
  const message = `${id} is also the operationId at ${file}:${line}`;
  const at = located.get('operationId') ?? located;
  reading.refuse('duplicate-operation-id', at, message, 'Give each operation an id of its own');
}
