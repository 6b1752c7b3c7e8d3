import type { Located } from '../load/located.ts';
import { checkExtensions } from './extensions.ts';
import { findOperations, type FoundOperation } from './find-operations.ts';
import { findWebhooks, type FoundWebhook } from './find-webhooks.ts';
import { fileName, nameOperations, type OperationNames } from './operation-names.ts';
import { moveToQuery } from './move-to-query.ts';
import { matchTemplate } from './path-template.ts';
import { readChecks } from './read-checks.ts';
import { readLinks, tellOfLinks } from './read-links.ts';
import { readIdempotency, readLimits } from './read-limits.ts';
import { readParameters } from './read-parameters.ts';
import { readBody, readResponses } from './read-responses.ts';
import type { SecuritySchemes } from './read-security.ts';
import type { SchemaSample } from './schema-places.ts';
import type { Reading } from './reading.ts';
import type { Api, Body, Operation, Response, Webhook } from './types.ts';
import { warnOfCrossedPaths } from './warn-of-crossed-paths.ts';

/** What the reading of operations needs besides their documents. */
export interface OperationTools {
  readonly schemes: SecuritySchemes;
  readonly reading: Reading;
}

/** All operations of an OpenAPI document, in order of writing, the requests that it sends by itself, and where answers lead to. */
export function readOperations(root: Located, tools: OperationTools): Pick<Api, 'operations' | 'webhooks' | 'returned' | 'links'> {
  const { reading } = tools;
  checkExtensions(root, 'root', reading);
  const found = findOperations(root, reading);
  warnOfCrossedPaths(found, reading);
  const [webhooks = [], ...returned] = findWebhooks(root, found, reading).map((level, index) => readWebhooks(level, index % 2 === 0, root, tools));
  const read = withNames(found).map(([operation, names]) => ({ found: operation, operation: readOperation(operation, names, root, tools) }));
  return { operations: read.map(({ operation }) => operation), webhooks, returned, links: readLinks(read, reading) };
}

/** Neither the servers nor the security of the document are those of somebody else's service. */
function readWebhooks(found: readonly FoundWebhook[], isSent: boolean, root: Located, tools: OperationTools): Webhook[] {
  const { reading } = tools;
  const examples = reading.examples.length;
  const read = withNames(found).map(([{ address, ...webhook }, names]): Webhook => {
    tellOfLinks(webhook.located, reading);
    const operation = readOperation({ ...webhook, path: `/${names.fileName}` }, names, root.withValue({}), tools);
    return { kind: 'webhook', operation, ...(address === undefined ? {} : { address }) };
  });
  if (isSent) reading.examples.push(...reading.examples.splice(examples).map(mirrored));
  return read;
}

/** The request of a webhook comes from the service, and its answer goes there. */
function mirrored({ direction, ...sample }: SchemaSample): SchemaSample {
  return direction === undefined ? sample : { ...sample, direction: direction === 'request' ? 'response' : 'request' };
}

function withNames<Found extends { readonly id: string }>(found: readonly Found[]): [Found, OperationNames][] {
  const names = nameOperations(found.map(({ id }) => id));
  return found.flatMap((operation) => {
    const named = names.get(operation.id);
    return named === undefined ? [] : [[operation, named]];
  });
}

type Found = Omit<FoundOperation, 'written' | 'key'> | FoundOperation;

/** A webhook has no path of its own. */
function isKeyed(found: Found): found is FoundOperation {
  return 'key' in found;
}

function readOperation(found: Found, names: OperationNames, root: Located, { schemes, reading }: OperationTools): Operation {
  const { id, method, path, template, pathItem, located, selector } = found;
  const { constants } = isKeyed(found) ? found.key : {};
  const declared = readParameters(pathItem, located, reading);
  const parameters = isKeyed(found) ? moveToQuery(declared, found, located, reading) : declared;
  const levels = [located, pathItem, root];
  checkExtensions(located, 'operation', reading);
  const [firstTag] = located.get('tags')?.items() ?? [];
  const tag = typeof firstTag?.value === 'string' ? firstTag.value : 'default';
  const responses = readResponses(located.get('responses'), reading);
  const body = readBody(located.get('requestBody'), reading);
  const idempotency = readIdempotency(levels, method, reading);
  if (idempotency !== undefined) refuseStreamed(body, reading);
  return {
    kind: 'operation',
    id,
    ...names,
    tag,
    folder: fileName(tag, 'tag'),
    method,
    path,
    ...(constants === undefined ? {} : { constants }),
    ...(selector === undefined ? {} : { selector }),
    summary: located.text('summary') ?? pathItem.text('summary') ?? '',
    description: located.text('description') ?? pathItem.text('description') ?? '',
    deprecated: located.flag('deprecated'),
    parameters: matchTemplate(parameters, template, located, reading),
    ...(body === undefined ? {} : { body }),
    responses: responses.length > 0 ? responses : [undeclaredResponse(located, id, reading)],
    security: schemes.readRule(located.get('security') ?? root.get('security')),
    limits: readLimits(levels, id, reading),
    ...(idempotency === undefined ? {} : { idempotency }),
    ...readChecks(levels, reading),
    at: located.position,
  };
}

/** A repeated request is told by all of its bytes, which are not there yet when its handler begins. */
function refuseStreamed(body: Body | undefined, reading: Reading): void {
  for (const { at } of body?.contents.filter(({ streamed }) => streamed) ?? []) {
    const hint = 'Write x-idempotency: false on the operation, or leave x-streamed out';
    reading.refuse('invalid-extension', at, 'a body that is streamed cannot be compared with an earlier one', hint);
  }
}

/** An operation may leave open what it answers (since OpenAPI 3.1, "Operation Object"): any status, without content. */
function undeclaredResponse(located: Located, id: string, reading: Reading): Response {
  const hint = 'Declare every status that it answers, under responses';
  reading.refuse('missing-response', located, `${id} declares no response`, hint);
  return { kind: 'response', status: 'default', description: '', headers: [], contents: [], at: located.position };
}
