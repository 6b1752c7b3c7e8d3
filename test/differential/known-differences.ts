import type { Disagreement } from './disagreements.ts';
import type { Parameter, Schema } from './oracle.ts';
import { decodeText, rawPairs, type PlainRequest } from './plain-request.ts';

/** A way in which openapi-backend 5.21 reads requests otherwise than the specifications say, or than anybody can rely on. */
export interface KnownDifference {
  readonly name: string;
  readonly reason: string;
  /** A request to spec/styles that shows it; the base path is added. */
  readonly example: Partial<PlainRequest> & Pick<PlainRequest, 'path'>;
  readonly explains: (disagreement: Disagreement) => boolean;
}

const schemaOf = (parameter: Parameter | undefined): Schema => parameter?.schema ?? {};
const typesOf = (parameter: Parameter | undefined): unknown[] => [schemaOf(parameter)['type']].flat();
const isList = (parameter: Parameter | undefined): boolean => typesOf(parameter).includes('array');
const isObject = (parameter: Parameter | undefined): boolean => typesOf(parameter).includes('object');
const isStyled = (parameter: Parameter | undefined): boolean =>
  isList(parameter) || isObject(parameter) || parameter?.style !== undefined;

/** RFC 8259, section 6. */
const isJsonNumber = (text: string): boolean => /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text);
/** What JavaScript's comparison with a number takes for one. */
const isLooseNumber = (text: string): boolean => text !== '' && !Number.isNaN(Number(text));
/** A text, and the items that it may be a list of. */
const partsOf = (text: string): string[] => [decodeText(text), decodeURIComponentOr(text), ...decodeText(text).split(/[,| ]/)];

/** Outside the query a plus sign is one. */
function decodeURIComponentOr(text: string): string {
  return hasBrokenEscape(text) ? text : decodeURIComponent(text);
}

const hasBrokenEscape = (text: string): boolean => {
  try {
    return decodeURIComponent(text) === undefined;
  } catch {
    return true;
  }
};

const bracketed = ({ request, name }: Disagreement): string[] =>
  rawPairs(request.query, '&')
    .map((pair) => decodeText(pair.name))
    .filter((pairName) => pairName.startsWith(`${name}[`));

const isUnbracketed = ({ query }: PlainRequest, name: string): boolean =>
  rawPairs(query, '&').some((pair) => decodeText(pair.name) === name);

export const knownDifferences: readonly KnownDifference[] = [
  {
    name: 'a method of another template',
    reason:
      'OpenAPI matches the concrete path before the templated one, and then its methods; openapi-backend goes on to any template that has the method',
    example: { method: 'DELETE', path: '/items/special' },
    explains: ({ what, request, ours }) =>
      what === 'operations differ' && ours.kind === 'no such method' && request.path.endsWith('/special'),
  },
  {
    name: 'percent-encoded literals',
    reason: 'a letter is the same whether or not it is percent-encoded (RFC 3986, section 6.2.2.2); openapi-backend compares spellings',
    example: { path: '/query/%64eep' },
    explains: ({ what, request, theirs }) =>
      what === 'operations differ' && theirs.kind === 'no such path' && /%(?:[46][1-9a-f]|[57][\da])/i.test(request.path),
  },
  {
    name: 'the longer template wins',
    reason:
      'where two templates match, OpenAPI leaves the choice to the tool: ours takes literal segments from left to right, openapi-backend counts characters',
    example: { path: '/things/all/newest-of-all' },
    explains: ({ what, request }) => what === 'operations differ' && request.path.endsWith('/things/all/newest-of-all'),
  },
  {
    name: 'loose numbers',
    reason: 'it takes whatever JavaScript compares equal to a number: 0x10, 5., .5, white space',
    example: { path: '/items/0x10' },
    explains: ({ what, keyword, raw }) =>
      what === 'we refuse' &&
      keyword === 'type' &&
      raw.flatMap(partsOf).some((text) => isLooseNumber(text) && !isJsonNumber(text)),
  },
  {
    name: 'integers that change',
    reason: 'an integer above 2^53 arrives as another one; ours refuses it',
    example: { path: '/items/9007199254740993' },
    explains: ({ what, keyword, raw }) =>
      what === 'we refuse' &&
      keyword === 'type' &&
      raw.flatMap(partsOf).some((text) => isJsonNumber(text) && Math.abs(Number(text)) > Number.MAX_SAFE_INTEGER),
  },
  {
    name: 'undecodable text',
    reason: 'percent-encoding that is no UTF-8 is handed on undecoded; ours refuses it',
    example: { path: '/query/plain', query: 'text=%zz' },
    explains: ({ what, keyword, raw }) => what === 'we refuse' && keyword === 'style' && raw.some(hasBrokenEscape),
  },
  {
    name: 'undeclared query parameters',
    reason: 'OpenAPI does not forbid them; ours leaves them aside, openapi-backend refuses the request',
    example: { path: '/items', query: 'other=1' },
    explains: ({ what, place, keyword, parameter }) =>
      what === 'they refuse' && place === 'query' && keyword === 'additionalProperties' && parameter === undefined,
  },
  {
    name: 'brackets in any name',
    reason:
      'it nests name[key] for every parameter, though only deepObject gives brackets a meaning, and only a name without further brackets or an index',
    example: { path: '/query/plain', query: 'text=a&text[]=1' },
    explains: (disagreement) => {
      const { place, parameter } = disagreement;
      const odd = bracketed(disagreement).some(
        (name) => parameter?.style !== 'deepObject' || !/^[^[\]]+\[[^[\]]*[^[\]\d][^[\]]*\]$/.test(name),
      );
      return place === 'query' && odd;
    },
  },
  {
    name: 'a deep object without brackets',
    reason: 'range=1 spells no property of range, and is none of our parameters; openapi-backend takes it for the object',
    example: { path: '/query/deep', query: 'labels[a]=1&range=1' },
    explains: ({ what, parameter, request, name }) =>
      what === 'they refuse' && parameter?.style === 'deepObject' && isUnbracketed(request, name),
  },
  {
    name: 'a deep list of one',
    reason: 'a list in a deep object that has one item arrives as that item',
    example: { path: '/query/deep-lists', query: 'filter[tag]=a' },
    explains: ({ what, parameter, keyword, request, name }) =>
      what === 'they refuse' &&
      parameter?.style === 'deepObject' &&
      keyword === 'type' &&
      JSON.stringify(schemaOf(parameter)).includes('"array"') &&
      !isUnbracketed(request, name),
  },
  {
    name: 'a deep property that comes twice',
    reason: 'it becomes a list of both though nothing says that it may be one; ours refuses to choose',
    example: { path: '/query/deep', query: 'labels[a]=1&labels[a]=2' },
    explains: (disagreement) => {
      const names = bracketed(disagreement);
      return disagreement.what === 'we refuse' && disagreement.keyword === 'style' && new Set(names).size < names.length;
    },
  },
  {
    name: 'null',
    reason: 'it takes the empty text for null; ours takes the word null, so that an empty text can be told from it',
    example: { path: '/query/choices', query: 'level=null' },
    explains: ({ parameter, raw }) => typesOf(parameter).includes('null') && raw.some((text) => text === '' || text === 'null'),
  },
  {
    name: 'enum without type',
    reason: 'a text is compared with numbers and booleans of an enum or const as a text unless the schema repeats their type',
    example: { path: '/query/choices', query: 'step=2' },
    explains: ({ what, parameter, keyword }) =>
      what === 'they refuse' && (keyword === 'enum' || keyword === 'const') && schemaOf(parameter)['type'] === undefined,
  },
  {
    name: 'choices',
    reason: 'what one branch of anyOf makes a number of, the next one makes a text again',
    example: { path: '/query/choices', query: 'size=5' },
    explains: ({ what, parameter }) => what === 'values differ' && schemaOf(parameter)['anyOf'] !== undefined,
  },
  {
    name: 'encoded commas',
    reason:
      'it decodes before it splits, so that an encoded comma cuts an item in two (RFC 6570, section 3.2.1: delimiters are written, data is encoded)',
    example: { path: '/query/lists', query: 'counts=1&words=a%2Cb' },
    explains: ({ place, parameter, raw }) =>
      place === 'query' &&
      isList(parameter) &&
      parameter?.explode === false &&
      parameter.style === undefined &&
      raw.some((text) => /%2C/i.test(text)),
  },
  {
    name: 'commas in delimited lists',
    reason: 'spaceDelimited and pipeDelimited lists are split at commas too',
    example: { path: '/query/delimited', query: 'piped=a,b' },
    explains: ({ parameter, raw }) =>
      isList(parameter) && parameter?.style?.endsWith('Delimited') === true && raw.some((text) => decodeText(text).includes(',')),
  },
  {
    name: 'joined lists that come twice',
    reason:
      'with explode: false the list is one text; a second one is a second value, which ours refuses and openapi-backend appends',
    example: { path: '/query/lists', query: 'counts=1&joined=1&joined=2' },
    explains: ({ what, parameter, raw }) => what === 'we refuse' && parameter?.explode === false && raw.length > 1,
  },
  {
    name: 'plus signs with allowReserved',
    reason: 'a parameter with allowReserved may hold a plus sign as itself; openapi-backend makes it a space',
    example: { path: '/query/reserved', query: 'expression=1+1' },
    explains: ({ parameter, raw }) => parameter?.allowReserved === true && raw.some((text) => text.includes('+')),
  },
  {
    name: 'a question mark in the query',
    reason: 'it ends the query at a second question mark, which RFC 3986, section 3.4, allows within',
    example: { path: '/query/plain', query: 'text=a?b' },
    explains: ({ place, request }) => place === 'query' && request.query.includes('?'),
  },
  {
    name: 'lists and objects outside the query',
    reason: 'paths, headers and cookies are read as single texts: styles label and matrix, lists and objects are not supported',
    example: { path: '/headers/lists', headers: { 'x-numbers': '1,2' } },
    explains: ({ what, place, parameter }) => what === 'they refuse' && place !== 'query' && isStyled(parameter),
  },
  {
    name: 'objects in form style',
    reason: 'objects in the query are known as deepObject only',
    example: { path: '/query/objects', query: 'x=1&y=2' },
    explains: ({ what, place, parameter }) =>
      what === 'they refuse' && place === 'query' && isObject(parameter) && parameter?.style === undefined,
  },
  {
    name: 'form bodies',
    reason: 'it has no parser for application/x-www-form-urlencoded',
    example: {
      method: 'POST',
      path: '/bodies/form',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'name=a',
    },
    explains: ({ what, place, request }) => what !== 'we refuse' && place === 'body' && request.path.endsWith('/bodies/form'),
  },
  {
    name: 'an empty body',
    reason: 'a body of no bytes is no body, so an optional one may be empty; openapi-backend parses it',
    example: { method: 'PATCH', path: '/bodies/json', headers: { 'content-type': 'application/json' }, body: '' },
    explains: ({ what, place, raw }) => what === 'they refuse' && place === 'body' && raw.includes(''),
  },
  {
    name: 'text bodies',
    reason: 'bodies other than JSON are not validated',
    example: { method: 'POST', path: '/bodies/text', headers: { 'content-type': 'text/plain' }, body: 'too long a text' },
    explains: ({ place, request }) => place === 'body' && request.path.endsWith('/bodies/text'),
  },
  {
    name: 'the name __proto__',
    reason: 'ours refuses a body with it: code that copies properties one by one would make it a prototype',
    example: {
      method: 'PUT',
      path: '/bodies/json',
      headers: { 'content-type': 'application/json' },
      body: '{"value":1,"__proto__":{}}',
    },
    explains: ({ what, keyword, raw }) =>
      what === 'we refuse' && keyword === 'malformed-body' && raw.some((text) => text.includes('"__proto__"')),
  },
  {
    name: 'media types',
    reason: 'a body of a media type or charset that the operation does not take is read as if it were JSON',
    example: { method: 'PUT', path: '/bodies/json', headers: { 'content-type': 'text/plain' }, body: '{"value":1}' },
    explains: ({ what, keyword }) => what === 'we refuse' && keyword === 'unsupported-media-type',
  },
];
