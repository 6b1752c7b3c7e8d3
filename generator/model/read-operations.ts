import type { Located } from '../load/located.ts';
import { checkExtensions } from './extensions.ts';
import { findOperations, type FoundOperation } from './find-operations.ts';
import { fileName, nameOperations, type OperationNames } from './operation-names.ts';
import { matchTemplate, splitQuery } from './path-template.ts';
import { readIdempotency, readLimits } from './read-limits.ts';
import { readParameters } from './read-parameters.ts';
import { readBody, readResponses } from './read-responses.ts';
import type { SecuritySchemes } from './read-security.ts';
import type { Reading } from './reading.ts';
import type { Operation, Response } from './types.ts';
import { warnOfCrossedPaths } from './warn-of-crossed-paths.ts';

/** All operations of an OpenAPI document, in order of writing. */
export function readOperations(root: Located, schemes: SecuritySchemes, reading: Reading): Operation[] {
  checkExtensions(root, 'root', reading);
  refuseWebhooks(root, reading);
  const found = findOperations(root, reading);
  warnOfCrossedPaths(found, reading);
  const names = nameOperations(found.map(({ id }) => id));
  return found.flatMap((operation) => {
    const named = names.get(operation.id);
    return named === undefined ? [] : [readOperation(operation, named, root, schemes, reading)];
  });
}

function readOperation(
  found: FoundOperation,
  names: OperationNames,
  root: Located,
  schemes: SecuritySchemes,
  reading: Reading,
): Operation {
  const { id, method, item, pathItem, located } = found;
  const { path, constants } = splitQuery(found.path);
  const levels = [located, pathItem, root];
  checkExtensions(located, 'operation', reading);
  refuseCallbacks(located, reading);
  const [firstTag] = located.get('tags')?.items() ?? [];
  const tag = typeof firstTag?.value === 'string' ? firstTag.value : 'default';
  const responses = readResponses(located.get('responses'), reading);
  const body = readBody(located.get('requestBody'), reading);
  const idempotency = readIdempotency(levels, method, reading);
  return {
    kind: 'operation',
    id,
    ...names,
    tag,
    folder: fileName(tag, 'tag'),
    method,
    path,
    ...(constants === undefined ? {} : { constants }),
    summary: located.text('summary') ?? pathItem.text('summary') ?? '',
    description: located.text('description') ?? pathItem.text('description') ?? '',
    deprecated: located.flag('deprecated'),
    parameters: matchTemplate(readParameters(pathItem, located, reading), item.key, located, reading),
    ...(body === undefined ? {} : { body }),
    responses: responses.length > 0 ? responses : [undeclaredResponse(located, id, reading)],
    security: schemes.readRule(located.get('security') ?? root.get('security')),
    limits: readLimits(levels, id, reading),
    ...(idempotency === undefined ? {} : { idempotency }),
    at: located.position,
  };
}

/** An operation may leave open what it answers (since OpenAPI 3.1, "Operation Object"): any status, without content. */
function undeclaredResponse(located: Located, id: string, reading: Reading): Response {
  const hint = 'Declare every status that it answers, under responses';
  reading.refuse('missing-response', located, `${id} declares no response`, hint);
  return { kind: 'response', status: 'default', description: '', headers: [], contents: [], at: located.position };
}

function refuseWebhooks(root: Located, reading: Reading): void {
  const webhooks = root.get('webhooks');
  if (webhooks === undefined || webhooks.members().length === 0) return;
  reading.refuse(
    'unsupported-feature',
    webhooks.keyPosition,
    'webhooks are not supported',
    'Remove them, or describe them in a document of their own',
  );
}

function refuseCallbacks(located: Located, reading: Reading): void {
  const callbacks = located.get('callbacks');
  if (callbacks === undefined || callbacks.members().length === 0) return;
  reading.refuse(
    'unsupported-feature',
    callbacks.keyPosition,
    'callbacks are not supported',
    'Remove them, or describe them in a document of their own',
  );
}
