import uws from 'uWebSockets.js';
import { item, orderId } from './order.ts';

/** uWebSockets.js by hand, the same JSON work, no validation: what a contract is measured against. */
const app = uws.App();

app.get('/items/:item_id', (response, request) => {
  let limit = 20;
  const tags: string[] = [];
  for (const part of request.getQuery().split('&')) {
    if (part.startsWith('limit=')) limit = Number(part.slice(6));
    else if (part.startsWith('tag=')) tags.push(decodeURIComponent(part.slice(4)));
  }
  const body = JSON.stringify(item(request.getParameter(0) ?? '', limit, tags));
  response.writeHeader('content-type', 'application/json');
  response.end(body);
});

app.post('/orders', (response) => {
  let aborted = false;
  let kept: Buffer | undefined;
  response.onAborted(() => {
    aborted = true;
  });
  response.onData((chunk, last) => {
    const copy = last && !kept ? Buffer.from(chunk) : Buffer.concat([kept ?? Buffer.alloc(0), Buffer.from(chunk)]);
    if (!last) {
      kept = Buffer.from(copy);
      return;
    }
    const order = JSON.parse(copy.toString()) as object;
    const body = JSON.stringify({ id: orderId, ...order });
    if (aborted) return;
    response.cork(() => {
      response.writeStatus('201 Created');
      response.writeHeader('content-type', 'application/json');
      response.end(body);
    });
  });
});

app.listen('127.0.0.1', 0, (socket) => {
  if (socket) console.log(`listening ${uws.us_socket_local_port(socket)}`);
});
