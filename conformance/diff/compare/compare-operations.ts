import type { Operation } from '../../../generator/model/types.ts';
import type { Report } from '../change.ts';
import { compareContents } from './compare-contents.ts';
import { compareParameters } from './compare-parameters.ts';
import { compareResponses } from './compare-responses.ts';
import { compareSecurity } from './compare-security.ts';
import type { Context } from './context.ts';

/** Makes a {@link Report} for one operation or channel. */
export type ReportFor = (operation: string, id: string) => Report;

/** Operations of both documents, paired by method and path; what path parameters are called does not matter. */
export function compareOperations(context: Context, reportFor: ReportFor): void {
  compareRequests(context, { old: context.old.api.operations, next: context.next.api.operations }, reportFor);
}

/** Requests that clients send, before and after. */
export function compareRequests(context: Context, { old, next }: { readonly old: readonly Operation[]; readonly next: readonly Operation[] }, reportFor: ReportFor): void {
  const others = new Map(next.map((operation) => [keyOf(operation), operation]));
  const known = new Set(old.map(keyOf));
  for (const operation of old) {
    const other = others.get(keyOf(operation));
    const report = reportFor(nameOf(other ?? operation), operation.id);
    if (other !== undefined) compareOperation(context, operation, other, report);
    else reportRemoval(operation, next, report);
  }
  for (const operation of next.filter((each) => !known.has(keyOf(each)))) {
    const message = `${nameOf(operation)} is new`;
    reportFor(nameOf(operation), operation.id)({ rule: 'operation-added', message, where: 'operation', new: operation.at });
  }
}

function compareOperation(context: Context, old: Operation, next: Operation, report: Report): void {
  const places = { old: old.at, new: next.at, where: 'operation' };
  if (old.id !== next.id) report({ rule: 'operation-renamed', message: `${old.id} is now called ${next.id}`, ...places });
  if (!old.deprecated && next.deprecated) report({ rule: 'operation-deprecated', message: `${nameOf(next)} is deprecated`, ...places });
  compareParameters(context, old, next, report);
  compareBody(context, old, next, report);
  compareResponses(context, old.responses, next.responses, report);
  compareSecurity(context, old, next, report);
  compareLimits(old, next, report);
}

function compareBody(context: Context, { body: old }: Operation, { body: next }: Operation, report: Report): void {
  const where = 'request body';
  const without = { witness: { value: { body: 'none' } } };
  if (old === undefined && next === undefined) return;
  if (old === undefined)
    return report({ rule: next?.required ? 'request-body-required' : 'request-body-added', message: `there is a ${where}`, where, new: next?.at, ...without });
  if (next === undefined) {
    const value = { 'content-type': old.contents[0]?.mediaType };
    return report({ rule: 'request-body-removed', message: `the ${where} is gone`, where, old: old.at, witness: { value } });
  }
  const places = { old: old.at, new: next.at, where };
  if (!old.required && next.required) report({ rule: 'request-body-required', message: `the ${where} is required`, ...places, ...without });
  if (old.required && !next.required) report({ rule: 'request-body-optional', message: `the ${where} is optional`, ...places });
  compareContents(context, { old: old.contents, next: next.contents, direction: 'request', where }, report);
}

function compareLimits(old: Operation, next: Operation, report: Report): void {
  const places = { old: old.at, new: next.at, where: 'limits' };
  if (next.limits.bodyBytes < old.limits.bodyBytes && old.body !== undefined) {
    const message = `a body may have ${next.limits.bodyBytes} bytes, not ${old.limits.bodyBytes}`;
    report({ rule: 'body-limit-lowered', message, ...places, witness: { value: { bytes: old.limits.bodyBytes } } });
  }
  for (const rate of next.limits.rates) {
    const before = old.limits.rates.find(({ name }) => name === rate.name);
    const isLower = before === undefined || rate.limit / rate.windowSeconds < before.limit / before.windowSeconds;
    const message = `the rate ${rate.name} allows ${rate.limit} requests in ${rate.windowSeconds} s`;
    if (isLower) report({ rule: 'rate-limit-lowered', message, ...places });
  }
  if (next.idempotency?.required === true && old.idempotency?.required !== true) {
    const { header } = next.idempotency;
    report({ rule: 'idempotency-required', message: `the header ${header} is required`, ...places, witness: { value: { header: { without: header } } } });
  }
}

/** An operation that only moved is gone all the same, but the reader wants to know. */
function reportRemoval(operation: Operation, others: readonly Operation[], report: Report): void {
  const moved = others.find(({ id }) => id === operation.id);
  const message = `${nameOf(operation)} is gone${moved === undefined ? '' : `; ${moved.id} is now ${nameOf(moved)}`}`;
  const value = { method: operation.method.toUpperCase(), path: operation.path };
  report({ rule: 'operation-removed', message, where: 'operation', old: operation.at, witness: { value }, ...(moved && { new: moved.at }) });
}

function keyOf({ method, path, constants, selector }: Operation): string {
  return `${method} ${pathShape(path)} ${JSON.stringify([constants ?? {}, selector ?? {}])}`;
}

export function pathShape(path: string): string {
  return path.replaceAll(/\{[^}]*\}/g, '{}');
}

function nameOf({ method, path }: Operation): string {
  return `${method.toUpperCase()} ${path}`;
}
