import type { Located } from '../load/located.ts';
import { basePath } from './base-path.ts';
import { checkExtensions } from './extensions.ts';
import { checkTemplate, templateShape } from './path-template.ts';
import type { Reading } from './reading.ts';
import type { Operation } from './types.ts';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

/** An operation as it was found, before it has a name. */
export interface FoundOperation {
  readonly id: string;
  readonly method: Operation['method'];
  readonly path: string;
  /** The member of `paths`. */
  readonly item: Located;
  /** The same, or what it refers to. */
  readonly pathItem: Located;
  readonly located: Located;
}

/** Every operation of the document whose path and id are sound; the others are refused. */
export function findOperations(root: Located, reading: Reading): FoundOperation[] {
  const found = (root.get('paths')?.members() ?? []).flatMap(([template, item]) =>
    template.startsWith('x-') ? [] : findInPath(template, item, root, reading),
  );
  refuseCollisions(found, reading);
  return refuseDuplicates(found, reading);
}

function findInPath(template: string, item: Located, root: Located, reading: Reading): FoundOperation[] {
  if (!checkTemplate(template, item.keyPosition, reading)) return [];
  const pathItem = followPathItem(item, reading);
  if (pathItem === undefined) return [];
  checkExtensions(pathItem, 'path', reading);
  return methods.flatMap((method) => {
    const located = pathItem.get(method);
    if (located === undefined) return [];
    const path = basePath([located, pathItem, root], reading) + template;
    const id = readId(located, method, template, reading);
    return id === undefined ? [] : [{ id, method, path, item, pathItem, located }];
  });
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

function readId(located: Located, method: string, template: string, reading: Reading): string | undefined {
  const id = located.text('operationId')?.trim();
  if (id !== undefined && id !== '') return id;
  const message = `${method.toUpperCase()} ${template} has no operationId`;
  return reading.refuse(
    'missing-operation-id',
    located.get('operationId') ?? located,
    message,
    'Add an operationId: a verb and a noun, such as createSession',
  );
}

/** Operations must have different ids; the later of two is refused. */
function refuseDuplicates(operations: readonly FoundOperation[], reading: Reading): FoundOperation[] {
  const byId = new Map<string, FoundOperation>();
  for (const operation of operations) {
    const first = byId.get(operation.id);
    if (first === undefined) {
      byId.set(operation.id, operation);
      continue;
    }
    const { file, line } = (first.located.get('operationId') ?? first.located).position;
    const at = operation.located.get('operationId') ?? operation.located;
    reading.refuse(
      'duplicate-operation-id',
      at,
      `${operation.id} is also the operationId at ${file}:${line}`,
      'Give each operation an id of its own',
    );
  }
  return [...byId.values()];
}

/** "Templated paths with the same hierarchy but different templated names MUST NOT exist" (OpenAPI 3.1, "Paths Object"). */
function refuseCollisions(operations: readonly FoundOperation[], reading: Reading): void {
  const first = new Map<string, FoundOperation>();
  for (const operation of operations) {
    const shape = templateShape(operation.path);
    const other = first.get(shape);
    if (other === undefined) first.set(shape, operation);
    else if (other.item.id !== operation.item.id) refuseCollision(operation, other, reading);
  }
}

function refuseCollision({ path, item }: FoundOperation, other: FoundOperation, reading: Reading): void {
  const { file, line } = other.item.keyPosition;
  const same = path === other.path ? 'is also the path' : `cannot be told from ${other.path}`;
  reading.refuse(
    'colliding-paths',
    item.keyPosition,
    `${path} ${same} at ${file}:${line}`,
    'Join the two, or let them differ in a literal segment',
  );
}
