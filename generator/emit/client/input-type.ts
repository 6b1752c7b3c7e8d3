import type { Content, Operation } from '../../model/types.ts';
import { cookiesType } from '../extra-schemas.ts';
import { isOpen, mediaTypeType } from '../media-types.ts';
import { inputType as bodyType } from '../operation-view.ts';
import { key } from '../quote.ts';

/** What a method of the client takes. hey-api knows neither cookies nor bodies that are no JSON; a browser sends cookies of its own. */
export function inputType(operation: Operation): string {
  const { typeName, body, parameters } = operation;
  const data = `types.${typeName}Data`;
  const hasCookies = parameters.some((parameter) => parameter.in === 'cookie');
  const isPlain = body === undefined || (body.contents.length === 1 && body.contents.every(({ codec }) => ['json', 'form', 'json-lines'].includes(codec)));
  const input = isPlain && !body?.contents.some(isOpen) ? `Input<${data}>` : `WithBody<${data}, ${bodies(operation)}>`;
  return [input, ...(hasCookies ? [`{ readonly cookies?: Partial<types.${cookiesType(operation)}> }`] : []), ...keyType(operation)].join(' & ');
}

/** `x-idempotency` is a header without being one of the parameters; it may also be given with the options. */
function keyType({ idempotency, parameters }: Operation): string[] {
  if (idempotency === undefined) return [];
  const { header } = idempotency;
  const isDeclared = parameters.some(({ in: place, name }) => place === 'header' && name.toLowerCase() === header.toLowerCase());
  return isDeclared ? [] : [`{ readonly headers?: { readonly ${key(header)}?: string } }`];
}

/** Members of a union that `contentType` tells apart; the first media type need not be named. */
function bodies(operation: Operation): string {
  const { contents = [], required } = operation.body ?? {};
  const several = contents.length > 1;
  const members = contents.map((content, index) => {
    const type = several || isOpen(content) ? `readonly contentType${index === 0 && !isOpen(content) ? '?' : ''}: ${mediaTypeType(content)}; ` : '';
    return `{ ${type}readonly body: ${valueType(operation, content, index)} }`;
  });
  return [...members, ...(required === true ? [] : ['{ readonly body?: undefined }'])].join(' | ');
}

function valueType(operation: Operation, content: Content, index: number): string {
  const type = bodyType(operation, index);
  if (content.codec === 'binary') return 'Bytes';
  if (content.codec === 'events' || (content.codec === 'text' && content.shape === undefined)) return 'string';
  if (content.codec === 'multipart' && content.fields === undefined) return 'FormData';
  const files = (content.fields ?? []).filter(({ as }) => as === 'file');
  if (content.codec === 'multipart' && files.length > 0) {
    const members = files.map(({ name, required, isList }) => `readonly ${key(name)}${required ? '' : '?'}: ${isList ? 'readonly Upload[]' : 'Upload'}`);
    return `WithFiles<${type}, { ${members.join('; ')} }>`;
  }
  return content.schema === undefined ? 'unknown' : type;
}
