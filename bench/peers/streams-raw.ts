import uws, { type HttpResponse } from 'uWebSockets.js';
import { listen, readJson } from './transport.ts';

/** Event streams and a room on uWebSockets.js by hand: the same JSON work, no validation. */
const app = uws.App();
const streams = new Set<HttpResponse>();

app.get('/ticks', (response) => {
  response.onAborted(() => streams.delete(response));
  response.writeHeader('Content-Type', 'text/event-stream');
  response.write(':\n\n');
  streams.add(response);
});
app.post('/ticks', (response) => {
  readJson(response, (tick) => {
    const event = `event: tick\ndata: ${JSON.stringify(tick)}\n\n`;
    for (const stream of streams) stream.cork(() => stream.write(event));
    response.writeStatus('204 No Content').endWithoutBody();
  });
});
app.ws('/room', {
  open: (socket) => void socket.subscribe('room'),
  message: (socket, data) => {
    const { type, ...said } = JSON.parse(Buffer.from(data).toString()) as { type: string };
    if (type === 'say') socket.send(JSON.stringify({ type: 'said', ...said }));
    else app.publish('room', JSON.stringify({ type: 'announced', ...said }));
  },
});

listen(app);
