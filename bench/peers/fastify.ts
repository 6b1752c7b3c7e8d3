import fastify from 'fastify';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { item, orderId } from './order.ts';

/** Fastify 5 with the same schemas, for requests and answers. */
interface Components {
  components: { schemas: Record<string, object> };
}
const text = readFileSync(new URL('../spec/bench/openapi.yaml', import.meta.url), 'utf8');
const { schemas } = (parse(text.replaceAll('#/components/schemas/', '')) as Components).components;

const app = fastify({ ajv: { customOptions: { removeAdditional: false } } });
for (const [name, schema] of Object.entries(schemas)) app.addSchema({ $id: name, ...schema });

interface ItemRoute {
  Params: { item_id: string };
  Querystring: { limit: number; tag?: string[] };
}
const itemSchema = {
  params: { type: 'object', required: ['item_id'], properties: { item_id: { type: 'string', format: 'uuid' } } },
  querystring: {
    type: 'object',
    properties: {
      limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
      tag: { type: 'array', maxItems: 10, items: { type: 'string', maxLength: 20 } },
    },
  },
  response: { 200: { $ref: 'Item#' } },
};

app.get<ItemRoute>('/items/:item_id', { schema: itemSchema }, (request) =>
  Promise.resolve(item(request.params.item_id, request.query.limit, request.query.tag ?? [])),
);
const orderSchema = { body: { $ref: 'NewOrder#' }, response: { 201: { $ref: 'Order#' } } };

app.post<{ Body: Record<string, unknown> }>('/orders', { schema: orderSchema }, (request, reply) =>
  reply.status(201).send({ id: orderId, ...request.body }),
);

await app.listen({ host: '127.0.0.1', port: 0 });
const address = app.server.address();
if (address && typeof address === 'object') console.log(`listening ${address.port}`);
