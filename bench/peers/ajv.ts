import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import uws from 'uWebSockets.js';
import { products, item, orderId } from './order.ts';
import { itemParameters, schemas } from './schemas.ts';
import { listen, readJson, readQuery, send } from './transport.ts';

/** The same by hand with Ajv's validators for what comes in. */
const ajv = new Ajv2020({ strict: false, useDefaults: true });
addFormats.default(ajv);
for (const [name, schema] of Object.entries(schemas)) ajv.addSchema(schema, name);
const checkPath = ajv.compile(itemParameters.params);
const checkQuery = ajv.compile(itemParameters.querystring);
const checkOrder = ajv.compile({ $ref: 'NewOrder' });

const app = uws.App();

app.get('/items/:item_id', (response, request) => {
  const path = { item_id: request.getParameter(0) ?? '' };
  const query = readQuery(request.getQuery());
  if (!checkPath(path)) return refuse(response, checkPath.errors);
  if (!checkQuery(query)) return refuse(response, checkQuery.errors);
  send(response, '200 OK', JSON.stringify(item(path.item_id, query.limit, query.tag)));
});
app.get('/products', (response) => send(response, '200 OK', JSON.stringify(products)));
app.post('/orders', (response) => {
  readJson(response, (order) => {
    if (!checkOrder(order)) return refuse(response, checkOrder.errors);
    send(response, '201 Created', JSON.stringify({ id: orderId, ...(order as object) }));
  });
});

function refuse(response: uws.HttpResponse, errors: readonly ErrorObject[] | null | undefined): void {
  const violations = (errors ?? []).map(({ instancePath, message }) => ({ pointer: instancePath, message }));
  send(response, '400 Bad Request', JSON.stringify({ error: 'invalid-request', violations }));
}

listen(app);
