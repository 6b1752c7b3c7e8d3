import uws from 'uWebSockets.js';
import { products, item, orderId } from './order.ts';
import { listen, readJson, readQuery, send } from './transport.ts';

/** uWebSockets.js by hand, the same JSON work, no validation: what a contract is measured against. */
const app = uws.App();

app.get('/items/:item_id', (response, request) => {
  const { limit, tag } = readQuery(request.getQuery());
  send(response, '200 OK', JSON.stringify(item(request.getParameter(0) ?? '', limit, tag)));
});
app.get('/products', (response) => send(response, '200 OK', JSON.stringify(products)));
app.post('/orders', (response) => {
  readJson(response, (order) => send(response, '201 Created', JSON.stringify({ id: orderId, ...(order as object) })));
});

listen(app);
