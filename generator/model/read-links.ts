import type { Located } from '../load/located.ts';
import { writtenId, type FoundOperation } from './find-operations.ts';
import type { Reading } from './reading.ts';
import type { Link, Operation } from './types.ts';

/** An operation where it is written, and what became of it. */
export interface ReadOperation {
  readonly found: FoundOperation;
  readonly operation: Operation;
}

/**
 * `links` of all answers (OpenAPI 3.1, "Link Object"). Nothing on the wire depends on them, so one that leads nowhere is told and
 * left out.
 */
export function readLinks(operations: readonly ReadOperation[], reading: Reading): Link[] {
  return operations.flatMap(({ found, operation }) =>
    writtenLinks(found.located, reading).flatMap(({ status, name, located }) => readLink({ name, status, from: operation.id }, located, operations, reading)),
  );
}

/** Those of what a service sends by itself: whoever receives it has no client of it. */
export function tellOfLinks(operation: Located, reading: Reading): void {
  for (const { name, located } of writtenLinks(operation, reading)) {
    reading.warn('ignored-member', located.keyPosition, `the link ${name} is one of a webhook or callback, which nobody follows`, 'Leave it out');
  }
}

function writtenLinks(operation: Located, reading: Reading): { status: string; name: string; located: Located }[] {
  return (reading.follow(operation.get('responses'))?.members() ?? []).flatMap(([status, item]) => {
    const links = status.startsWith('x-') ? undefined : reading.follow(item, 'response')?.get('links');
    return (links?.members() ?? []).flatMap(([name, link]) => {
      const located = name.startsWith('x-') ? undefined : reading.follow(link);
      return located === undefined ? [] : [{ status, name, located }];
    });
  });
}

function readLink(place: Pick<Link, 'name' | 'status' | 'from'>, located: Located, operations: readonly ReadOperation[], reading: Reading): Link[] {
  const target = targetOf(located, operations);
  if (target === undefined) {
    const at = located.get('operationId') ?? located.get('operationRef') ?? located;
    reading.warn('ignored-member', at, `the link ${place.name} leads to no operation of this document`, 'Name an operationId, or write operationRef: \'#/paths/~1pets/get\'');
    return [];
  }
  const parameters = (located.get('parameters')?.members() ?? []).flatMap(([name, value]) => readParameter(name, value, target, reading));
  const body = located.get('requestBody');
  const isBodyTaken = body !== undefined && isSound(body, reading) && takesBody(body, target, reading);
  return [{
    kind: 'link',
    ...place,
    to: target.id,
    parameters,
    ...(isBodyTaken ? { body: { value: reading.dataOf(body) } } : {}),
    description: located.text('description') ?? '',
    at: located.position,
  }];
}

function targetOf(located: Located, operations: readonly ReadOperation[]): Operation | undefined {
  const id = located.text('operationId');
  if (id !== undefined) return operations.find(({ found }) => writtenId(found) === id)?.operation;
  const pointer = pointerOf(located.text('operationRef'));
  return operations.find(({ found: { item, located: own, method } }) => pointer === own.pointer || pointer === `${item.pointer}/${method}`)?.operation;
}

/** Of a reference within the document (RFC 6901, "URI Fragment Identifier Representation"). */
function pointerOf(reference: string | undefined): string | undefined {
  if (reference?.startsWith('#') !== true) return undefined;
  try {
    return decodeURIComponent(reference.slice(1));
  } catch {
    return undefined;
  }
}

/** A name may say where its parameter is: `path.id`. */
function readParameter(written: string, value: Located, target: Operation, reading: Reading): Link['parameters'] {
  const [, place, rest] = /^(path|query|header|cookie)\.(.+)$/s.exec(written) ?? [];
  const found = target.parameters.find(({ name }) => name === written) ?? target.parameters.find((parameter) => parameter.in === place && parameter.name === rest);
  if (found === undefined) {
    reading.warn('ignored-member', value.keyPosition, `${target.id} has no parameter ${written}`, 'Name one that it declares, for example path.id');
    return [];
  }
  return isSound(value, reading) ? [{ in: found.in, name: found.name, value: reading.dataOf(value) }] : [];
}

function takesBody(body: Located, { id, body: declared }: Operation, reading: Reading): boolean {
  if (declared === undefined) reading.warn('ignored-member', body.keyPosition, `${id} takes no body`, 'Leave requestBody out');
  return declared !== undefined;
}

/** The client that follows a link no longer knows the whole address of the request before. */
const expression = /^\$(?:method|statusCode|request\.(?:(?:header|query|path)\..+|body(?:#.*)?)|response\.(?:header\..+|body(?:#.*)?))$/s;

/** Whether the runtime expressions within a value mean something (OpenAPI 3.1, "Runtime Expressions"). */
function isSound(value: Located, reading: Reading): boolean {
  if (typeof value.value !== 'string') return true;
  const expressions = value.value.startsWith('$') ? [value.value] : [...value.value.matchAll(/\{(\$[^{}]*)\}/g)].map(([, inner = '']) => inner);
  const wrong = expressions.find((one) => !expression.test(one));
  if (wrong !== undefined) {
    reading.warn('ignored-member', value, `${wrong} is no expression that a client could follow`, 'Write for example $response.body#/id or $request.path.id');
  }
  return wrong === undefined;
}
