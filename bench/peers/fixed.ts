import uws from 'uWebSockets.js';
import { products, item, itemId, order, orderId } from './order.ts';
import { listen, send } from './transport.ts';

/** uWebSockets.js with answers made beforehand: the ceiling of the transport. */
const app = uws.App();
const anItem = JSON.stringify(item(itemId, 10, ['red', 'blue']));
const items = JSON.stringify(products);
const anOrder = JSON.stringify({ id: orderId, ...order });

app.get('/items/:item_id', (response) => send(response, '200 OK', anItem));
app.get('/products', (response) => send(response, '200 OK', items));
app.post('/orders', (response) => {
  response.onAborted(() => undefined);
  response.onData((_, isLast) => {
    if (isLast) send(response, '201 Created', anOrder);
  });
});

listen(app);
