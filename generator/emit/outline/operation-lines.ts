import { operationUrl } from '../../model/operation-url.ts';
import type { Body, Content, Link, Operation, Parameter, Response, SecurityRule, Webhook } from '../../model/types.ts';
import { schemaLines } from './schema-lines.ts';
import { nameText, schemaText } from './schema-text.ts';

/** Everything about an operation that its handler and its callers have to go by. */
export function operationLines(operation: Operation, handler: string, links: readonly Link[]): string[] {
  const [request, ...others] = requestLines(operation);
  return [`operation ${nameText(operation.id)}`, ...indented([request ?? '', `handler: ${handler}`, ...others, ...links.map(linkLine)])];
}

function linkLine({ name, status, to, parameters, body }: Link): string {
  const values = [...parameters.map(({ in: place, name: own, value }) => `${place} ${nameText(own)} = ${JSON.stringify(value)}`), ...(body === undefined ? [] : [`body = ${JSON.stringify(body.value)}`])];
  return `response ${status} link ${nameText(name)}: ${[nameText(to), ...values].join(', ')}`;
}

/** The same of what the service sends by itself; it has no handler here. `depth`: how many callbacks lead to it. */
export function webhookLines({ operation, address }: Webhook, depth: number): string[] {
  return [`webhook ${'webhooks/'.repeat(depth)}${nameText(operation.id)}`, ...indented([...requestLines(operation), ...(address === undefined ? [] : [`address: ${address}`])])];
}

function requestLines(operation: Operation): string[] {
  const { method, parameters, body, responses, security, deprecated } = operation;
  return [
    `request: ${method.toUpperCase()} ${operationUrl(operation)}`,
    ...(deprecated ? ['deprecated: yes'] : []),
    ...parameters.flatMap(parameterLines),
    ...bodyLines(body),
    ...responses.flatMap(responseLines),
    `security: ${securityText(security)}`,
    ...limitLines(operation),
  ];
}

/** Below the line that names what they are about. */
export function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

export function parameterLines(parameter: Parameter): string[] {
  const { name, in: place, required, style, explode, allowReserved, contentType, schema } = parameter;
  const usual = place === 'query' || place === 'cookie' ? style === 'form' && explode : style === 'simple' && !explode;
  const form = contentType ?? (usual ? '' : `${style}${explode ? '*' : ''}`);
  const marks = [required ? 'required' : '', form, allowReserved ? 'allowReserved' : ''].filter((mark) => mark !== '');
  return [`${place} ${nameText(name)}: ${[...marks, schemaText(schema)].join(' ')}`];
}

function bodyLines(body: Body | undefined): string[] {
  if (body === undefined) return [];
  return [`body: ${body.required ? 'required' : 'optional'}`, ...body.contents.flatMap((content) => contentLines('body', content))];
}

function responseLines({ status, headers, contents }: Response): string[] {
  const key = `response ${status}`;
  return [
    `${key}: ${contents.length === 0 ? 'without a body' : 'with a body'}`,
    ...headers.map(({ name, required, schema }) => `${key} header ${nameText(name)}: ${required ? 'required ' : ''}${schemaText(schema)}`),
    ...contents.flatMap((content) => contentLines(key, content)),
  ];
}

function contentLines(key: string, { mediaType, schema, streamed, fields = [] }: Content): string[] {
  const own = `${key} ${mediaType.replaceAll(': ', ':')}`;
  const parts = fields.map((field) => `${own} part ${nameText(field.name)}: ${[field.as, ...field.mediaTypes].join(' ')}`);
  return [...(streamed ? [`${own} is read: while it arrives`] : []), ...schemaLines(own, schema), ...parts];
}

/** `token | key + signature(read, write)`: any of these, each of them all of its parts. */
export function securityText(rule: SecurityRule): string {
  if (rule.length === 0) return 'nobody has to sign in';
  const alternatives = rule.map((all) =>
    all.map(({ scheme, scopes }) => (scopes.length === 0 ? scheme : `${scheme}(${scopes.join(', ')})`)).join(' + '),
  );
  return alternatives.map((text) => text || 'nobody').join(' | ');
}

function limitLines({ limits: { bodyBytes, timeoutMs, rates }, body, idempotency }: Operation): string[] {
  return [
    ...(body === undefined ? [] : [`body limit: ${bodyBytes} bytes`]),
    `timeout: ${timeoutMs} ms`,
    ...rates.map(({ name, by, limit, windowSeconds }) => `rate limit ${nameText(name)} by ${by}: ${limit} in ${windowSeconds} s`),
    ...(idempotency === undefined ? [] : [idempotencyLine(idempotency)]),
  ];
}

function idempotencyLine({ header, required, keepSeconds }: NonNullable<Operation['idempotency']>): string {
  return `idempotency: ${header}, ${required ? 'required' : 'optional'}, ${keepSeconds} s`;
}
