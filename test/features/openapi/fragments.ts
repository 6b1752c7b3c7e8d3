import type { Fragment, Probe } from '../probe.ts';

/** The document that probes are merged into: two operations and a schema that lets everything through. */
export function openapiBase(version: string): Fragment {
  const json = { 'application/json': { schema: { $ref: '#/components/schemas/Item' } } };
  const responses = { 200: { description: 'Done.', content: json } };
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
  return {
    openapi: { '3.0': '3.0.4', '3.1': '3.1.1', '3.2': '3.2.0' }[version],
    info: { title: 'Probe', version: '1.0.0' },
    paths: {
      '/items': { post: { operationId: 'addItem', requestBody: { required: true, content: json }, responses } },
      '/items/{id}': { get: { operationId: 'getItem', parameters: [id], responses } },
    },
    components: { schemas: { Item: {} } },
  };
}

export const post = (operation: Fragment): Fragment => ({ paths: { '/items': { post: operation } } });
export const get = (operation: Fragment): Fragment => ({ paths: { '/items/{id}': { get: operation } } });
export const parameter = (object: Fragment): Fragment => get({ parameters: [object] });
export const body = (mediaType: string, object: Fragment): Fragment => post({ requestBody: { content: { [mediaType]: object } } });
export const answer = (response: Fragment, status = '200'): Fragment => get({ responses: { [status]: response } });
export const component = (kind: string, object: Fragment): Fragment => ({ components: { [kind]: object } });
export const example = (value: unknown): Fragment => body('application/json', { example: value });

/** A keyword of schemas: what it lets through, and what it does not. */
export function keyword(feature: string, schema: Fragment, [good, bad]: readonly [unknown, unknown?], more: Partial<Probe> = {}): Probe {
  return { feature, add: component('schemas', { Item: schema }), good, ...(bad === undefined ? {} : { bad }), ...more };
}

export const text = { type: 'string' };

/** A parameter that is known under a name, so that a probe can say more of it. */
export const known = (object: Fragment): Fragment => ({ ...component('parameters', { Known: object }), ...parameter({ $ref: '#/components/parameters/Known' }) });
export const ofKnown = (object: Fragment): Fragment => component('parameters', { Known: object });
