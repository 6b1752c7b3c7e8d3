import fastify, { type FastifyError } from 'fastify';
import { products, item, orderId } from './order.ts';
import { itemParameters, schemas } from './schemas.ts';

/** Fastify 5 with the same schemas, for requests and answers. */
const app = fastify({ ajv: { customOptions: { removeAdditional: false } } });
for (const [name, schema] of Object.entries(schemas)) app.addSchema({ $id: name, ...schema });

interface ItemRoute {
  Params: { item_id: string };
  Querystring: { limit: number; tag?: string[] };
}
const problem = { 400: { $ref: 'Problem#' } };
const itemSchema = { ...itemParameters, response: { 200: { $ref: 'Item#' }, ...problem } };

app.get<ItemRoute>('/items/:item_id', { schema: itemSchema }, (request) =>
  Promise.resolve(item(request.params.item_id, request.query.limit, request.query.tag ?? [])),
);
app.get('/products', { schema: { response: { 200: { type: 'array', items: { $ref: 'Product#' } } } } }, () => Promise.resolve(products));

const orderSchema = { body: { $ref: 'NewOrder#' }, response: { 201: { $ref: 'Order#' }, ...problem } };

app.post<{ Body: Record<string, unknown> }>('/orders', { schema: orderSchema }, (request, reply) =>
  reply.status(201).send({ id: orderId, ...request.body }),
);
app.setErrorHandler<FastifyError>((error, _, reply) => {
  const violations = (error.validation ?? []).map(({ instancePath, message }) => ({ pointer: instancePath, message }));
  return reply.status(400).send({ error: 'invalid-request', violations });
});

await app.listen({ host: '127.0.0.1', port: 0 });
const address = app.server.address();
if (address && typeof address === 'object') console.log(`listening ${address.port}`);
