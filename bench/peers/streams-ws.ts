import { createServer, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

/** The same with Node's own HTTP server and the package ws. */
const streams = new Set<ServerResponse>();

const server = createServer((request, response) => {
  if (request.method === 'POST') return void announce(json(request), response);
  response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
  streams.add(response);
  response.on('close', () => streams.delete(response));
});

async function announce(tick: Promise<unknown>, response: ServerResponse): Promise<void> {
  const event = `event: tick\ndata: ${JSON.stringify(await tick)}\n\n`;
  for (const stream of streams) stream.write(event);
  response.writeHead(204).end();
}

const room = new WebSocketServer({ server, path: '/room' });
room.on('connection', (socket) => {
  socket.on('error', () => socket.terminate());
  socket.on('message', (data: Buffer) => {
    const { type, ...said } = JSON.parse(data.toString()) as { type: string };
    if (type === 'say') return socket.send(JSON.stringify({ type: 'said', ...said }));
    const text = JSON.stringify({ type: 'announced', ...said });
    for (const member of room.clients) member.send(text);
  });
});

server.listen(0, '127.0.0.1', 4096, () => console.log(`listening ${(server.address() as AddressInfo).port}`));
