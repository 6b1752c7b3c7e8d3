import type { Header, Response } from '../../../generator/model/types.ts';
import { appendToken } from '../../../generator/load/json-pointer.ts';
import type { Site } from '../../schema/site.ts';
import type { Report } from '../change.ts';
import { compareContents } from './compare-contents.ts';
import { compareSchemas } from './compare-schemas.ts';
import type { Context } from './context.ts';

/** What clients may receive. */
export function compareResponses(context: Context, old: readonly Response[], next: readonly Response[], report: Report): void {
  const compared = new Set<Response>();
  for (const response of next) {
    const other = findResponse(response.status, old);
    const isSuccess = /^[123]/.test(response.status);
    if (other === undefined) {
      const where = `response ${response.status}`;
      report({ rule: `${isSuccess ? 'success' : 'error'}-status-added`, message: `${where} is new`, where, new: response.at });
      continue;
    }
    compared.add(other);
    compareResponse(context, other, response, report);
  }
  for (const response of old.filter((each) => !compared.has(each))) {
    const other = findResponse(response.status, next);
    if (other !== undefined) compareResponse(context, response, other, report);
    else reportRemoval(response, report);
  }
}

function reportRemoval({ status, at }: Response, report: Report): void {
  const rule = /^[123]/.test(status) ? 'success-status-removed' : 'error-status-removed';
  report({ rule, message: `response ${status} is gone`, where: `response ${status}`, old: at, witness: { value: { status } } });
}

/** The response of a status: its own, that of its range, or `default`. */
function findResponse(status: string, responses: readonly Response[]): Response | undefined {
  const names = [status, `${status[0]}XX`, 'default'];
  return names.map((name) => responses.find((response) => response.status.toUpperCase() === name.toUpperCase())).find((found) => found !== undefined);
}

function compareResponse(context: Context, old: Response, next: Response, report: Report): void {
  const where = `response ${next.status}`;
  compareContents(context, { old: old.contents, next: next.contents, direction: 'response', where }, report);
  for (const header of old.headers) {
    const other = next.headers.find(({ name }) => name.toLowerCase() === header.name.toLowerCase());
    if (other !== undefined) compareHeader(context, header, other, where, report);
    else report({ ...changeOf(header.required ? 'response-header-removed' : 'response-header-dropped', header, where, 'is gone'), old: header.at, ...missing(header) });
  }
  for (const header of next.headers) {
    if (old.headers.some(({ name }) => name.toLowerCase() === header.name.toLowerCase())) continue;
    report({ ...changeOf('response-header-added', header, where, 'is new'), new: header.at });
  }
}

function compareHeader(context: Context, old: Header, next: Header, where: string, report: Report): void {
  if (old.required && !next.required)
    report({ ...changeOf('response-header-optional', next, where, 'is no longer promised'), old: old.at, new: next.at, ...missing(next) });
  const pair = { old: [siteOf(old)], next: [siteOf(next)], direction: 'response' as const, where: `${where}, header ${next.name}` };
  compareSchemas(context, { ...pair, isText: next.contentType === undefined }, report);
}

function changeOf(rule: string, { name }: Header, where: string, what: string) {
  return { rule, message: `the header ${name} of ${where} ${what}`, where: `${where}, header ${name}` };
}

function missing({ name }: Header) {
  return { witness: { value: { headers: { without: name } } } };
}

function siteOf({ schema, at, contentType }: Header): Site {
  const holder = contentType === undefined ? at.pointer : appendToken(`${at.pointer}/content`, contentType);
  return { schema, file: at.file, pointer: `${holder}/schema` };
}
