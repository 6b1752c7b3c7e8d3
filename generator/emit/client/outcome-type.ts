import type { Api, Content, Operation, Response } from '../../model/types.ts';
import { bodyType, hasBodyTypes } from '../extra-schemas.ts';
import { componentType, streamItem } from '../operation-view.ts';
import { key } from '../quote.ts';

/** `Outcome<…>` of an operation: over hey-api's two maps where they say all, else over maps of our own. */
export function outcomeType(api: Api, operation: Operation): string {
  const { responses, typeName } = operation;
  const isPlain = ({ status, contents }: Response) => /^[245]\d\d$/.test(status) && contents.length <= 1 && !contents.some(isStream);
  if (responses.every(isPlain)) {
    const success = responses.some(({ status }) => status.startsWith('2')) ? `types.${typeName}Responses` : 'unknown';
    return responses.some(({ status }) => !status.startsWith('2'))
      ? `Outcome<${success}, types.${typeName}Errors>`
      : `Outcome<${success}>`;
  }
  const isError = ({ status }: Response) => /^[45]|default/.test(status);
  const maps = [responses.filter((response) => !isError(response)), responses.filter(isError)];
  return `Outcome<${maps.map((group) => mapType(api, operation, group)).join(', ')}>`;
}

function mapType(api: Api, operation: Operation, responses: readonly Response[]): string {
  const members = responses.map(
    (response) =>
      `${/^\d+$/.test(response.status) ? response.status : key(response.status)}: ${bodyTypes(api, operation, response)}`,
  );
  return members.length === 0 ? 'unknown' : `{ ${members.join('; ')} }`;
}

/** Whether a body reaches a client item by item. */
export function isStream({ itemSchema }: Content): boolean {
  return itemSchema !== undefined;
}

/** What hey-api's client makes of a body depends on the answer's media type. */
function bodyTypes(api: Api, operation: Operation, { status, contents }: Pick<Response, 'status' | 'contents'>): string {
  if (contents.length === 0) return 'undefined';
  const types = contents.map((content, index) => {
    if (content.itemSchema !== undefined && !status.startsWith('2')) return 'string';
    if (content.itemSchema !== undefined) {
      const item = streamItem(api, operation, { status, contents }, index);
      return `${content.codec === 'events' ? 'EventStream' : 'ItemStream'}<${item}>`;
    }
    if (content.codec === 'text') return 'string';
    if (content.codec === 'binary') return 'Blob';
    if (content.schema === undefined) return 'unknown';
    const inline = hasBodyTypes(status, contents)
      ? `types.${bodyType(operation, index, status)}`
      : `types.${operation.typeName}${status.startsWith('2') ? 'Responses' : 'Errors'}[${status}]`;
    return componentType(api, content) ?? inline;
  });
  return [...new Set(types)].join(' | ');
}
