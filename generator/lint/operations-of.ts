import type { Located } from '../load/located.ts';
import type { Subject } from './subject.ts';

/** An operation of the OpenAPI document, and where it stands. */
export interface FoundOperation {
  /** In small letters. */
  readonly method: string;
  readonly path: string;
  readonly pathItem: Located;
  readonly operation: Located;
}

const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']);

/** Every operation under `paths`, path items in other files included. */
export function operationsOf({ openapi, references }: Subject): FoundOperation[] {
  const paths = openapi?.get('paths')?.members() ?? [];
  return paths.flatMap(([path, written]) => {
    const pathItem = references.follow(written);
    const operations = pathItem?.members().filter(([method]) => methods.has(method)) ?? [];
    return operations.map(([method, operation]) => ({ method, path, pathItem: pathItem as Located, operation }));
  });
}

/** What an operation is called in a sentence: its id, or method and path. */
export function operationName({ operation, method, path }: FoundOperation): string {
  return operation.text('operationId') ?? `${method.toUpperCase()} ${path}`;
}

/** Parameters of an operation and of its path item, references followed. */
export function parametersOf({ pathItem, operation }: FoundOperation, { references }: Subject): Located[] {
  const written = [pathItem, operation].flatMap((owner) => owner.get('parameters')?.items() ?? []);
  return written.flatMap((parameter) => references.follow(parameter) ?? []);
}
