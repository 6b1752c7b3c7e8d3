import type { Case } from './changes.ts';
import { documentOf, type Parts } from './documents.ts';

function change(name: string, severity: Case['severity'], old: Parts, next: Parts, rule?: string): Case {
  return { name, severity, old: documentOf(old), next: documentOf(next), ...(rule === undefined ? {} : { rule }) };
}

const text = { type: 'string' };
const parameter = (more: object = {}) => ({ operation: { parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer' }, ...more }] } });
const responses = (value: object) => ({ operation: { responses: value } });
const done = { description: 'Done.' };
const json = (schema: unknown) => ({ content: { 'application/json': { schema } } });
const schemes = (value: object) => ({ components: { securitySchemes: value } });
const token = { type: 'http', scheme: 'bearer' };
const oauth = { type: 'oauth2', flows: { clientCredentials: { tokenUrl: 'https://example.com/token', scopes: { read: '', write: '' } } } };
const secured = (scheme: object, rule: object[], name = 'access') => ({ document: { ...schemes({ [name]: scheme }), security: rule } });
const body = (required: boolean, ...types: string[]) => ({
  operation: { requestBody: { required, content: Object.fromEntries(types.map((type) => [type, { schema: { type: 'object' } }])) } },
});
const header = (more: object) => responses({ 200: { ...done, headers: { 'X-Total': { schema: { type: 'integer' }, ...more } } } });
const pathParameter = (name: string) => ({ path: `/things/{${name}}`, operation: { parameters: [{ name, in: 'path', required: true, schema: text }] } });

const stream = (events: object) => responses({ 200: { ...done, content: { 'text/event-stream': { 'x-events': events } } } });
const added = { type: 'object', required: ['id'], properties: { id: text } };

const hook = (schema: object, answers: object = { 204: done }, name = 'added') => ({
  document: { webhooks: { [name]: { post: { operationId: name, requestBody: { required: true, ...json(schema) }, responses: answers } } } },
});

/** A webhook whose receiver calls back, and what is sent to the receiver then. */
const calledBack = (schema: object, last: object = added) => {
  const callback = (name: string, sent: object, more: object = {}) => ({ [name]: { [`{$request.body#/${name}}`]: { post: { operationId: name, requestBody: { required: true, ...json(sent) }, responses: { 204: done }, ...more } } } });
  return { document: { webhooks: { added: { post: { operationId: 'added', requestBody: { required: true, ...json(added) }, responses: { 204: done }, callbacks: callback('answer', schema, { callbacks: callback('receipt', last) }) } } } } };
};

export const operationChanges: readonly Case[] = [
  change('an operation moves', 'breaking', {}, { path: '/items' }, 'operation-removed'),
  change('a method changes', 'breaking', {}, { method: 'put' }, 'operation-removed'),
  change('the base path changes', 'breaking', { document: { servers: [{ url: 'https://example.com/v1' }] } }, { document: { servers: [{ url: 'https://example.com/v2' }] } }, 'operation-removed'),
  change('a parameter becomes required', 'breaking', parameter(), parameter({ required: true }), 'parameter-required'),
  change('a new required parameter', 'breaking', {}, parameter({ required: true }), 'parameter-required'),
  change('a parameter is narrowed', 'breaking', parameter(), parameter({ schema: { type: 'integer', maximum: 100 } }), 'request-maximum-narrowed'),
  change('a text parameter becomes a number', 'breaking', parameter({ schema: text }), parameter(), 'request-type-narrowed'),
  change('a list is written otherwise', 'breaking', parameter({ schema: { type: 'array', items: text } }), parameter({ schema: { type: 'array', items: text }, explode: false }), 'parameter-style-changed'),
  change('a body becomes required', 'breaking', body(false, 'application/json'), body(true, 'application/json'), 'request-body-required'),
  change('a body is no longer taken', 'breaking', body(false, 'application/json'), {}, 'request-body-removed'),
  change('a media type is no longer taken', 'breaking', body(true, 'application/json', 'application/x-www-form-urlencoded'), body(true, 'application/json'), 'request-media-type-removed'),
  change('a media type is no longer sent', 'breaking', responses({ 200: { ...done, content: { 'application/json': {}, 'text/csv': {} } } }), responses({ 200: { ...done, content: { 'application/json': {} } } }), 'response-media-type-removed'),
  change('a success becomes another', 'breaking', responses({ 200: done }), responses({ 201: done }), 'success-status-removed'),
  change('what stands for every error changes', 'breaking', responses({ 200: done, default: { ...done, ...json(text) } }), responses({ 200: done, default: { ...done, ...json({ type: 'integer' }) } }), 'response-type-widened'),
  change('an error of its own differs from what stood for all', 'breaking', responses({ 200: done, default: { ...done, ...json(text) } }), responses({ 200: done, 404: { ...done, ...json({ type: 'integer' }) }, default: { ...done, ...json(text) } }), 'response-type-widened'),
  change('a header is no longer promised', 'breaking', header({ required: true }), header({}), 'response-header-optional'),
  change('a promised header is gone', 'breaking', header({ required: true }), responses({ 200: done }), 'response-header-removed'),
  change('credentials are asked for', 'breaking', {}, secured(token, [{ access: [] }]), 'security-narrowed'),
  change('one of two credentials is no longer enough', 'breaking', { document: { ...schemes({ access: token, key: { type: 'apiKey', in: 'header', name: 'X-Key' } }), security: [{ access: [] }, { key: [] }] } }, { document: { ...schemes({ access: token }), security: [{ access: [] }] } }, 'security-narrowed'),
  change('a further scope', 'breaking', secured(oauth, [{ access: ['read'] }]), secured(oauth, [{ access: ['read', 'write'] }]), 'security-narrowed'),
  change('a key travels in another header', 'breaking', secured({ type: 'apiKey', in: 'header', name: 'X-Key' }, [{ access: [] }]), secured({ type: 'apiKey', in: 'header', name: 'X-Other' }, [{ access: [] }]), 'security-narrowed'),
  change('an event of a stream is gone', 'breaking', stream({ added, gone: text }), stream({ added }), 'message-removed'),
  change('the data of an event no longer promise a member', 'breaking', stream({ added, gone: text }), stream({ added: { ...added, required: [] }, gone: text }), 'response-required-widened'),
  change('a stream has a new event', 'risky', stream({ added }), stream({ added, gone: text }), 'sent-message-added'),
  change('a webhook no longer promises a member', 'breaking', hook(added), hook({ ...added, required: [] }), 'response-required-widened'),
  change('a webhook is gone', 'breaking', hook(added), {}, 'webhook-removed'),
  change('an answer to a webhook is no longer foreseen', 'breaking', hook(added, { 200: done, 204: done }), hook(added, { 204: done }), 'webhook-answer-refused'),
  change('a callback of a webhook takes a member no longer as optional', 'breaking', calledBack({ ...added, required: [] }), calledBack(added), 'request-required-narrowed'),
  change('a callback of a webhook takes more', 'safe', calledBack(added), calledBack({ ...added, required: [] }), 'request-required-widened'),
  change('a callback of a webhook is gone', 'breaking', calledBack(added), hook(added), 'operation-removed'),
  change('a callback of a callback no longer promises a member', 'breaking', calledBack(added), calledBack(added, { ...added, required: [] }), 'response-required-widened'),
  change('a webhook promises a member more', 'safe', hook({ ...added, required: [] }), hook(added), 'response-required-narrowed'),
  change('a new webhook', 'risky', {}, hook(added), 'webhook-added'),
  { name: 'the same in OpenAPI 3.0 and 3.1', severity: 'safe', old: documentOf({ request: { type: 'string', nullable: true } }).replace('3.1.0', '3.0.3'), next: documentOf({ request: { type: ['string', 'null'] } }) },
  change('a new operation', 'safe', {}, { document: { paths: { '/things': { post: { operationId: 'doThing', responses: { 200: done } } }, '/more': { get: { operationId: 'more', responses: { 200: done } } } } } }, 'operation-added'),
  change('a new optional parameter', 'safe', {}, parameter(), 'parameter-added'),
  change('a parameter becomes optional', 'safe', parameter({ required: true }), parameter(), 'parameter-optional'),
  change('a number in a query becomes a text', 'safe', parameter(), parameter({ schema: text })),
  change('a header in other letters', 'safe', { operation: { parameters: [{ name: 'X-A', in: 'header', required: true, schema: text }] } }, { operation: { parameters: [{ name: 'x-a', in: 'header', required: true, schema: text }] } }),
  change('a style that makes no difference', 'safe', parameter(), parameter({ explode: false })),
  change('a body becomes optional', 'safe', body(true, 'application/json'), body(false, 'application/json'), 'request-body-optional'),
  change('a further media type is taken', 'safe', body(true, 'application/json'), body(true, 'application/json', 'application/x-www-form-urlencoded'), 'request-media-type-added'),
  change('a range of media types takes the place of one', 'safe', body(true, 'application/octet-stream'), body(true, 'application/*')),
  change('another error', 'safe', responses({ 200: done }), responses({ 200: done, 404: done }), 'error-status-added'),
  change('a status that stood for all gets a place of its own', 'safe', responses({ 200: done, default: { ...done, ...json(text) } }), responses({ 200: done, 404: { ...done, ...json(text) }, default: { ...done, ...json(text) } })),
  change('a further credential will do', 'safe', secured(token, [{ access: [] }]), { document: { ...schemes({ access: token, key: { type: 'apiKey', in: 'header', name: 'X-Key' } }), security: [{ access: [] }, { key: [] }] } }, 'security-widened'),
  change('a scheme is called otherwise', 'safe', secured(token, [{ access: [] }]), secured(token, [{ bearer: [] }], 'bearer')),
  change('a scope less', 'safe', secured(oauth, [{ access: ['read', 'write'] }]), secured(oauth, [{ access: ['read'] }]), 'security-widened'),
  change('an operation is deprecated', 'safe', {}, { operation: { deprecated: true } }, 'operation-deprecated'),
  change('a response is moved to the components', 'safe', responses({ 200: { ...done, ...json(text) } }), { operation: { responses: { 200: { $ref: '#/components/responses/Done' } } }, document: { components: { responses: { Done: { ...done, ...json(text) } } } } }),
  change('a header is promised', 'safe', header({}), header({ required: true })),
  change('an operation gets another id', 'risky', {}, { operation: { operationId: 'other' } }, 'operation-renamed'),
  change('a path parameter is called otherwise', 'risky', pathParameter('id'), pathParameter('thing_id'), 'parameter-renamed'),
  change('a parameter is no longer read', 'breaking', parameter(), {}, 'parameter-removed'),
  change('a further success', 'risky', responses({ 200: done }), responses({ 200: done, 202: done }), 'success-status-added'),
];
