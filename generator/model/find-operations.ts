import type { Located } from '../load/located.ts';
import { basePath } from './base-path.ts';
import { checkExtensions } from './extensions.ts';
import { checkTemplate, templateShape } from './path-template.ts';
import { freeId, idFromPath } from './operation-id.ts';
import type { Reading } from './reading.ts';
import type { Operation } from './types.ts';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

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
  readonly path: string;
  /** The member of `paths`. */
  readonly template: string;
  readonly item: Located;
}

type Unnamed = Omit<FoundOperation, 'id'>;

/** Every operation of the document whose path and id are sound; the others are refused. */
export function findOperations(root: Located, reading: Reading): FoundOperation[] {
  const found = (root.get('paths')?.members() ?? []).flatMap(([template, item]) =>
    template.startsWith('x-') ? [] : findInPath(template, item, root, reading),
  );
  return giveIds(withoutCollisions(found, reading), reading);
}

function findInPath(template: string, item: Located, root: Located, reading: Reading): Unnamed[] {
  if (!checkTemplate(template, item.keyPosition, reading)) return [];
  return findMethods(item, reading).map((found) => {
    const path = basePath([found.located, found.pathItem, root], reading) + template;
    return { ...found, path, template, item };
  });
}

/** The operations of a path item, in the order of the specification. */
export function findMethods(item: Located, reading: Reading): MethodOfPath[] {
  const pathItem = followPathItem(item, reading);
  if (pathItem === undefined) return [];
  checkExtensions(pathItem, 'path', reading);
  refuseOtherMethods(pathItem, reading);
  return methods.flatMap((method) => {
    const located = pathItem.get(method);
    return located === undefined ? [] : [{ method, pathItem, located }];
  });
}

/** What OpenAPI 3.2 added to the methods of a path item. */
function refuseOtherMethods(pathItem: Located, reading: Reading): void {
  const others = [...(pathItem.get('additionalOperations')?.members() ?? []), ...pathItem.members().filter(([name]) => name === 'query')];
  for (const [method, located] of others) {
    const hint = `Use one of ${methods.join(', ')}`;
    reading.refuse('unsupported-feature', located.keyPosition, `the method ${method} is not supported`, hint);
  }
}

/** A path item may be elsewhere as a whole; what stands beside its `$ref` is undefined (OpenAPI 3.1, "Path Item Object"). */
function followPathItem(item: Located, reading: Reading): Located | undefined {
  const reference = item.get('$ref');
  const sibling = item.members().find(([name]) => name !== '$ref' && name !== 'summary' && name !== 'description')?.[1];
  if (reference !== undefined && sibling !== undefined) {
    const hint = 'Move it into the path item that the $ref points to';
    reading.refuse('invalid-structure', sibling.keyPosition, 'a path item with $ref cannot have more members', hint);
  }
  return reading.follow(item, 'path-item');
}

/**
 * An operation without an id is named after its method and path; so is the later one of two with the same id, where it is not
 * refused.
 */
function giveIds(operations: readonly Unnamed[], reading: Reading): FoundOperation[] {
  const written = new Map<string, Unnamed>();
  for (const operation of operations) {
    const id = writtenId(operation);
    if (id !== undefined && !written.has(id)) written.set(id, operation);
  }
  const taken = new Set(written.keys());
  return operations.map((operation) => {
    const id = writtenId(operation);
    const first = id === undefined ? undefined : written.get(id);
    if (id !== undefined && first?.located === operation.located) return { id, ...operation };
    if (id !== undefined && first !== undefined) tellDuplicate(id, operation.located, first.located, reading);
    return { id: freeId(idFromPath(operation.method, operation.template), taken), ...operation };
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

/**
 * "Templated paths with the same hierarchy but different templated names MUST NOT exist" (OpenAPI 3.1, "Paths Object"). Where
 * their methods tell them apart they are taken with a warning, since GitHub has such paths. Gives those that can be reached.
 */
function withoutCollisions(operations: readonly Unnamed[], reading: Reading): Unnamed[] {
  const first = new Map<string, Unnamed>();
  return operations.filter((operation) => {
    const shape = templateShape(operation.path);
    const others = [`${operation.method} ${shape}`, shape].map((key) => first.get(key));
    first.set(shape, others[1] ?? operation);
    first.set(`${operation.method} ${shape}`, others[0] ?? operation);
    if (others[0] !== undefined) return tellCollision(operation, others[0], reading);
    if (others[1] !== undefined && others[1].item.id !== operation.item.id) warnOfKinship(operation, others[1], reading);
    return true;
  });
}

function tellCollision({ path, item }: Unnamed, other: Unnamed, reading: Reading): false {
  const { file, line } = other.item.keyPosition;
  const same = path === other.path ? 'is also the path' : `cannot be told from ${other.path}`;
  const message = `${path} ${same} at ${file}:${line}`;
  reading.refuse('colliding-paths', item.keyPosition, message, 'Join the two, or let them differ in a literal segment');
  return false;
}

function warnOfKinship({ path, item }: Unnamed, other: Unnamed, reading: Reading): void {
  const { file, line } = other.item.keyPosition;
  const message = `${path} has the shape of ${other.path} at ${file}:${line}; their methods tell them apart`;
  reading.warn('colliding-paths', item.keyPosition, message, 'Join the two under one path');
}
