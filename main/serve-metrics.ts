import { createServer, type Server } from 'node:http';

/** Serves the metrics of all services in Prometheus' text format on a port of their own, off the public contracts. */
export function serveMetrics({ host, port, read }: { host: string; port: number; read: () => Promise<string> }): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end();
    read().then(
      (text) => response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}
