import type { Api, Content, Operation, Response } from '../../model/types.ts';
import { bodyType, hasBodyTypes, headersType } from '../extra-schemas.ts';
import { mediaTypeType } from '../media-types.ts';
import { componentType, streamItem } from '../operation-view.ts';
import { key } from '../quote.ts';

/** `Outcome<…>` of an operation: over hey-api's two maps where they say all, else over maps of our own. */
export function outcomeType(api: Api, operation: Operation): string {
  const { responses } = operation;
  const hasSuccess = responses.some(isSuccess);
  const successes = responses.filter((response) => isSuccess(response) || (!hasSuccess && response.status === 'default'));
  const failures = responses.filter((response) => !isSuccess(response));
  const maps = responses.every(isTypedByLibrary)
    ? libraryMaps(operation, successes, failures)
    : [mapType(api, operation, successes), mapType(api, operation, failures)];
  const headers = headersMap(operation);
  const all = [...maps, ...(headers === undefined ? [] : [headers])];
  return `Outcome<${(headers === undefined && all[1] === 'unknown' ? all.slice(0, 1) : all).join(', ')}>`;
}

function isSuccess({ status }: Response): boolean {
  return /^[123]/.test(status);
}

/** hey-api makes something of its own of redirects, ranges, bytes and texts. */
function isTypedByLibrary({ status, contents }: Response): boolean {
  return /^[245]\d\d$/.test(status) && contents.length <= 1 && contents.every(({ codec, itemSchema }) => codec === 'json' && itemSchema === undefined);
}

function libraryMaps({ typeName }: Operation, successes: readonly Response[], failures: readonly Response[]): string[] {
  return [successes.length > 0 ? `types.${typeName}Responses` : 'unknown', failures.length > 0 ? `types.${typeName}Errors` : 'unknown'];
}

function mapType(api: Api, operation: Operation, responses: readonly Response[]): string {
  const members = responses.map((response) => `${statusKey(response)}: ${bodyTypes(api, operation, response)}`);
  return members.length === 0 ? 'unknown' : `{ ${members.join('; ')} }`;
}

function statusKey({ status }: Response): string {
  return /^\d+$/.test(status) ? status : key(status);
}

function bodyTypes(api: Api, operation: Operation, response: Response): string {
  const { contents } = response;
  const types = contents.map((content, index) => valueType(api, operation, response, content, index));
  if (contents.length < 2) return types[0] ?? 'undefined';
  return `Media<${contents.map((content, index) => `[${mediaTypeType(content)}, ${types[index]}]`).join(' | ')}>`;
}

function valueType(api: Api, operation: Operation, { status, contents }: Response, content: Content, index: number): string {
  if (content.itemSchema !== undefined && status.startsWith('2')) {
    return `${content.codec === 'events' ? 'EventStream' : 'ItemStream'}<${streamItem(api, operation, { status, contents }, index)}>`;
  }
  if (content.itemSchema !== undefined || content.codec === 'events' || (content.codec === 'text' && content.shape === undefined)) return 'string';
  if (content.codec === 'binary') return 'Download';
  if (content.schema === undefined) return 'unknown';
  const inline = hasBodyTypes(status, contents)
    ? `types.${bodyType(operation, index, status)}`
    : `types.${operation.typeName}${status.startsWith('2') ? 'Responses' : 'Errors'}[${status}]`;
  return componentType(api, content) ?? inline;
}

/** Types of the declared headers, by status; undefined where there are none. */
function headersMap(operation: Operation): string | undefined {
  const members = operation.responses.flatMap((response) => {
    const type = headersType(operation, response);
    return type === undefined ? [] : [`${statusKey(response)}: types.${type}`];
  });
  return members.length === 0 ? undefined : `{ ${members.join('; ')} }`;
}
