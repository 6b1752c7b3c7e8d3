import type { Api, Operation, Response, Webhook } from '../../../generator/model/types.ts';
import type { Report } from '../change.ts';
import { compareContents } from './compare-contents.ts';
import { compareSchemas } from './compare-schemas.ts';
import { compareRequests, pathShape, type ReportFor } from './compare-operations.ts';
import type { Context } from './context.ts';

/**
 * Webhooks and callbacks: the service sends the request and clients answer it, so what is said of the request is what clients receive,
 * and what is said of the answers is what they may send.
 * Callbacks of those go the other way, and theirs again: level by level.
 */
export function compareWebhooks(context: Context, reportFor: ReportFor): void {
  const [old, next] = [levelsOf(context.old.api), levelsOf(context.next.api)];
  for (let level = 0; level < Math.max(old.length, next.length); level += 1) {
    const [before, now] = [old[level] ?? [], next[level] ?? []];
    if (level % 2 === 0) compareSent(context, before, now, reportFor);
    else compareRequests(context, { old: before.map(({ operation }) => operation), next: now.map(({ operation }) => operation) }, reportFor);
  }
}

function levelsOf({ webhooks, returned }: Pick<Api, 'webhooks' | 'returned'>): (readonly Webhook[])[] {
  return [webhooks, ...returned];
}

function compareSent(context: Context, old: readonly Webhook[], next: readonly Webhook[], reportFor: ReportFor): void {
  const others = new Map(next.map((webhook) => [keyOf(webhook), webhook]));
  const known = new Set(old.map(keyOf));
  for (const webhook of old) {
    const { operation } = webhook;
    const other = others.get(keyOf(webhook))?.operation;
    const report = reportFor(`webhook ${operation.id}`, operation.id);
    if (other !== undefined) compareWebhook(context, operation, other, report);
    else report({ rule: 'webhook-removed', message: `the webhook ${operation.id} is gone`, where: 'webhook', old: operation.at, witness: { value: { webhook: operation.id } } });
  }
  for (const { operation } of next.filter((each) => !known.has(keyOf(each)))) {
    const change = { rule: 'webhook-added', message: `the webhook ${operation.id} is new`, where: 'webhook', new: operation.at };
    reportFor(`webhook ${operation.id}`, operation.id)(change);
  }
}

function compareWebhook(context: Context, old: Operation, next: Operation, report: Report): void {
  const places = { old: old.at, new: next.at };
  compareBodies(context, old, next, report);
  for (const parameter of old.parameters.filter(({ in: place }) => place !== 'path')) {
    const other = next.parameters.find(({ name, in: place }) => place === parameter.in && name.toLowerCase() === parameter.name.toLowerCase());
    const where = `${parameter.in} parameter ${parameter.name}`;
    const witness = { value: { [parameter.in]: { without: parameter.name } } };
    if (parameter.required && other?.required !== true) report({ rule: 'webhook-parameter-optional', message: `the ${where} is no longer promised`, where, ...places, witness });
    if (other === undefined) continue;
    const [before, now] = [parameter, other].map(({ schema, at }) => [{ schema, file: at.file, pointer: `${at.pointer}/schema` }]);
    compareSchemas(context, { old: before ?? [], next: now ?? [], direction: 'response', where, isText: parameter.contentType === undefined }, report);
  }
  for (const response of old.responses) compareAnswer(context, response, next.responses, report);
}

function compareBodies(context: Context, { body: old, at }: Operation, { body: next, at: nextAt }: Operation, report: Report): void {
  if (old === undefined) return;
  const places = { old: old.at, new: next?.at ?? nextAt };
  const witness = { value: { body: 'none' } };
  const where = 'body of the webhook';
  if (old.required && next?.required !== true) report({ rule: 'webhook-body-optional', message: `the ${where} is no longer promised`, where, ...places, witness });
  if (next !== undefined) compareContents(context, { old: old.contents, next: next.contents, direction: 'response', where }, report);
  else if (!old.required) report({ rule: 'response-property-removed', message: `the ${where} is gone`, where, old: at, new: nextAt });
}

function compareAnswer(context: Context, response: Response, others: readonly Response[], report: Report): void {
  const names = [response.status, `${response.status[0]}XX`, 'default'];
  const other = names.map((name) => others.find(({ status }) => status === name)).find((found) => found !== undefined);
  const where = `answer ${response.status} of the receiver`;
  if (other !== undefined) return compareContents(context, { old: response.contents, next: other.contents, direction: 'request', where }, report);
  report({ rule: 'webhook-answer-refused', message: `${where} is no longer foreseen`, where, old: response.at, witness: { value: { status: response.status } } });
}

function keyOf({ operation: { method, path } }: Webhook): string {
  return `${method} ${pathShape(path)}`;
}
