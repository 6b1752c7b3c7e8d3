import type { Probe, Section } from '../probe.ts';
import { answer, body, get, known, ofKnown, parameter, post, text } from './fragments.ts';

const list = { type: 'array', items: { type: 'string' } };
const object = { type: 'object', properties: { a: { type: 'string' }, b: { type: 'integer' } } };

const query = { name: 'value', in: 'query', schema: text };

const style = (place: string, name: string, explode: boolean, schema: object): Probe => ({
  feature: `\`in: ${place}\`, \`style: ${name}\`${explode ? ', exploded' : ''}`,
  add: place === 'path' ? pathParameter({ style: name, explode, schema }) : parameter({ name: 'value', in: place, style: name, explode, schema }),
});

const pathParameter = (object: object) => ({
  paths: { '/values/{value}': { get: { parameters: [{ name: 'value', in: 'path', required: true, ...object }], responses: { 204: { description: 'Done.' } } } } },
});

export const parameters: Section = {
  title: 'OpenAPI: parameters',
  probes: [
    ...['simple', 'label', 'matrix'].flatMap((name) => [style('path', name, false, list), style('path', name, true, object)]),
    style('query', 'form', false, list),
    style('query', 'form', true, object),
    style('query', 'spaceDelimited', false, list),
    style('query', 'pipeDelimited', false, list),
    style('query', 'deepObject', true, object),
    style('header', 'simple', false, list),
    style('header', 'simple', true, object),
    style('cookie', 'form', true, list),
    { feature: '`in: cookie`, `style: cookie`', since: '3.2', add: parameter({ name: 'value', in: 'cookie', style: 'cookie', schema: text }) },
    { feature: '`in: querystring`: JSON', since: '3.2', add: parameter({ name: 'all', in: 'querystring', content: { 'application/json': { schema: object } } }) },
    { feature: '`in: querystring`: a form', since: '3.2', add: parameter({ name: 'all', in: 'querystring', content: { 'application/x-www-form-urlencoded': { schema: object } } }) },
    { feature: 'lists within an exploded object', add: parameter({ name: 'value', in: 'query', style: 'form', explode: true, schema: { type: 'object', properties: { a: list } } }) },
    { feature: '`content`: JSON', add: parameter({ name: 'filter', in: 'query', content: { 'application/json': { schema: object } } }) },
    { feature: '`content`: `text/plain`', add: parameter({ name: 'filter', in: 'query', content: { 'text/plain': { schema: text } } }) },
    { feature: '`content`: another type', add: parameter({ name: 'filter', in: 'query', content: { 'application/xml': { schema: text } } }) },
    { feature: '`allowReserved`', on: known(query), add: ofKnown({ allowReserved: true }) },
    { feature: '`allowEmptyValue`', on: known(query), add: ofKnown({ allowEmptyValue: true }), note: 'an empty text is a text, and held against the schema' },
    { feature: '`required`, `default`', on: known(query), add: ofKnown({ schema: { default: 'a' } }) },
    { feature: '`deprecated`', on: known(query), add: ofKnown({ deprecated: true }), note: 'it works as long as it stands there' },
    { feature: '`example`, `examples`', on: known(query), add: ofKnown({ example: 'a' }), note: 'held against the schema' },
    { feature: 'headers `Accept`, `Content-Type`, `Authorization`', add: parameter({ name: 'Accept', in: 'header', schema: text }), note: 'the specification says so; media types and security say it' },
  ],
};

const multipart = (schema: object) => body('multipart/form-data', { schema: { type: 'object', properties: { file: schema } } });
const encoding = (object: object) => body('multipart/form-data', { encoding: { file: object } });
const form = body('application/x-www-form-urlencoded', { schema: { type: 'object', properties: { a: list } } });
const file = { type: 'string', format: 'binary' };

export const bodies: Section = {
  title: 'OpenAPI: bodies and responses',
  probes: [
    { feature: '`required` body', add: post({ requestBody: { required: false } }) },
    { feature: '`description` of a body', add: post({ requestBody: { description: 'The item.' } }), note: 'for readers of the document' },
    { feature: '`application/json`, `+json`', add: body('application/problem+json', { schema: object }) },
    { feature: '`application/x-www-form-urlencoded`', add: body('application/x-www-form-urlencoded', { schema: object }) },
    { feature: '`encoding`: `style`, `explode`, `allowReserved`', on: form, add: body('application/x-www-form-urlencoded', { encoding: { a: { style: 'pipeDelimited', explode: false } } }) },
    { feature: '`multipart/form-data`', add: multipart(file) },
    { feature: '`multipart/form-data`: several files', add: multipart({ type: 'array', items: file }) },
    { feature: '`encoding`: `contentType`', on: multipart(file), add: encoding({ contentType: 'image/png, image/*' }) },
    { feature: '`encoding` of a type that is no form', add: body('application/json', { encoding: { name: { contentType: 'text/plain' } } }), note: 'the specification says so' },
    { feature: '`encoding` within `encoding`', since: '3.2', on: multipart({ type: 'object' }), add: encoding({ encoding: { a: { contentType: 'text/plain' } } }), note: 'a part is one value' },
    { feature: '`encoding`: `headers`', on: multipart(file), add: encoding({ headers: { 'X-Name': { schema: text } } }) },
    { feature: '`prefixEncoding`, `itemEncoding`', since: '3.2', on: body('multipart/mixed', { schema: { type: 'array' } }), add: body('multipart/mixed', { itemEncoding: { contentType: 'image/png' } }), note: '`multipart/*` other than `form-data` is bytes' },
    { feature: 'other `multipart/*`', add: body('multipart/mixed', { schema: {} }), note: 'as bytes' },
    { feature: '`text/*`', add: body('text/plain', { schema: { type: 'string', maxLength: 9 } }) },
    { feature: 'XML', add: body('application/xml', { schema: object }), note: 'one text; what is within it is not checked' },
    { feature: 'any other type', add: body('application/pdf', { schema: {} }), note: 'as bytes' },
    { feature: 'ranges of types (`image/*`, `*/*`)', add: body('image/*', { schema: {} }) },
    { feature: 'several types of one body; `Accept`', add: answer({ content: { 'text/plain': { schema: text } } }) },
    { feature: '`text/event-stream` with `itemSchema`', since: '3.2', add: answer({ description: 'Done.', content: { 'text/event-stream': { itemSchema: { type: 'object', properties: { data: text } } } } }, '201') },
    { feature: '`text/event-stream` with `schema`', add: answer({ description: 'Done.', content: { 'text/event-stream': { schema: text } } }, '201') },
    { feature: '`application/jsonl`, `application/json-seq` with `itemSchema`', since: '3.2', add: answer({ description: 'Done.', content: { 'application/jsonl': { itemSchema: object } } }, '201') },
    { feature: '`application/jsonl`, `application/json-seq`', add: answer({ description: 'Done.', content: { 'application/jsonl': { schema: { type: 'array', items: object } } } }, '201') },
    { feature: 'statuses, ranges (`4XX`), `default`', add: get({ responses: { 404: { description: 'None.' }, '5XX': { description: 'Broken.' }, default: { description: 'Else.' } } }) },
    { feature: '`summary` of a response', since: '3.2', add: answer({ summary: 'In short.' }), note: 'for readers of the document' },
    { feature: 'response headers', add: answer({ headers: { 'X-Count': { required: true, schema: { type: 'integer' } } } }) },
    { feature: 'response headers that are lists or objects', add: answer({ headers: { 'X-List': { schema: list }, 'X-Object': { explode: true, schema: object } } }) },
    { feature: 'response headers: `deprecated`, `example`', on: answer({ headers: { 'X-Count': { schema: { type: 'integer' } } } }), add: answer({ headers: { 'X-Count': { deprecated: true, example: 3 } } }), note: 'an example is held against the schema' },
    { feature: 'response header `Content-Type`', add: answer({ headers: { 'Content-Type': { schema: text } } }), note: 'the specification says so; media types say it' },
    { feature: 'response headers with `content`', add: answer({ headers: { 'X-Json': { content: { 'application/json': { schema: object } } } } }) },
  ],
};

const scheme = (feature: string, object: object, more: Partial<Probe> = {}, scopes: readonly string[] = []): Probe => ({
  feature,
  add: { components: { securitySchemes: { own: object } }, security: [{ own: scopes }] },
  ...more,
});

const two = { components: { securitySchemes: { a: { type: 'http', scheme: 'bearer' }, b: { type: 'apiKey', in: 'header', name: 'X-Key' } } } };
const flows = { clientCredentials: { tokenUrl: 'https://example.com/token', scopes: { read: 'Read.' } } };

export const security: Section = {
  title: 'OpenAPI: security',
  probes: [
    scheme('`http`: `bearer`', { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }),
    scheme('`http`: `basic`', { type: 'http', scheme: 'basic' }),
    scheme('`http`: any other (`digest`)', { type: 'http', scheme: 'digest' }),
    ...['header', 'query', 'cookie'].map((place) => scheme(`\`apiKey\` in ${place}`, { type: 'apiKey', in: place, name: 'key' })),
    scheme('`oauth2`: every flow', { type: 'oauth2', flows: { ...flows, implicit: { authorizationUrl: 'https://example.com/in', scopes: {} }, password: { tokenUrl: 'https://example.com/token', refreshUrl: 'https://example.com/again', scopes: {} }, authorizationCode: { authorizationUrl: 'https://example.com/in', tokenUrl: 'https://example.com/token', scopes: {} } } }),
    scheme('`oauth2` with scopes', { type: 'oauth2', flows }, { note: 'scopes are enforced; where tokens are got is not looked at' }, ['read']),
    scheme('`oauth2`: `deviceAuthorization`, `oauth2MetadataUrl`', { type: 'oauth2', oauth2MetadataUrl: 'https://example.com/meta', flows: { deviceAuthorization: { deviceAuthorizationUrl: 'https://example.com/device', tokenUrl: 'https://example.com/token', scopes: {} } } }, { since: '3.2', note: 'as above' }),
    scheme('`openIdConnect`', { type: 'openIdConnect', openIdConnectUrl: 'https://example.com/.well-known' }),
    scheme('`mutualTLS`', { type: 'mutualTLS' }, { since: '3.1', note: 'behind a proxy that hands the certificate on' }),
    { feature: 'any of (`[{a}, {b}]`)', on: two, add: { security: [{ a: [] }, { b: [] }] } },
    { feature: 'all of (`[{a, b}]`)', on: two, add: { security: [{ a: [], b: [] }] } },
    { feature: 'optional (`{}`)', on: two, add: { security: [{ a: [] }, {}] } },
    { feature: 'of an operation', on: two, add: get({ security: [{ b: [] }] }) },
    { feature: '`deprecated` scheme', since: '3.2', on: { ...two, security: [{ a: [] }] }, add: { components: { securitySchemes: { a: { deprecated: true } } } }, note: 'it works as long as it stands there' },
  ],
};
