import uws, { type HttpResponse } from 'uWebSockets.js';

/** What servers written by hand on uWebSockets.js share. */

/** A body as JSON; `handle` runs once it is there, within the socket's callback. */
export function readJson(response: HttpResponse, handle: (body: unknown) => void): void {
  let kept: Buffer | undefined;
  response.onAborted(() => undefined);
  response.onData((chunk, isLast) => {
    const part = Buffer.from(chunk);
    if (isLast) handle(JSON.parse((kept === undefined ? part : Buffer.concat([kept, part])).toString()));
    else kept = Buffer.concat([kept ?? Buffer.alloc(0), part]);
  });
}

/** Always called within a callback of the socket, which is corked. */
export function send(response: HttpResponse, status: string, body: string): void {
  response.writeStatus(status);
  response.writeHeader('content-type', 'application/json');
  response.end(body);
}

/** `limit` and `tag` of a query. */
export function readQuery(query: string): { limit: number; tag: string[] } {
  let limit = 20;
  const tag: string[] = [];
  for (const part of query.split('&')) {
    if (part.startsWith('limit=')) limit = Number(part.slice(6));
    else if (part.startsWith('tag=')) tag.push(decodeURIComponent(part.slice(4)));
  }
  return { limit, tag };
}

export function listen(app: uws.TemplatedApp): void {
  app.listen('127.0.0.1', 0, (socket) => {
    if (socket) console.log(`listening ${uws.us_socket_local_port(socket)}`);
  });
}
