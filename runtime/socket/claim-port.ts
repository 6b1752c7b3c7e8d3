import { createServer, type AddressInfo } from 'node:net';
import { portInUse } from './listen.ts';

/**
 * A port that nobody listens on yet, for workers that share it: they would silently share it with another program, too.
 * 0 finds a free one.
 * @throws RuntimeError `port-in-use`, naming host and port
 */
export function claimPort(host: string, port: number): Promise<number> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', () => reject(portInUse(host, port)));
    probe.listen({ host, port, exclusive: true }, () => {
      const { port: found } = probe.address() as AddressInfo;
      probe.close(() => resolve(found));
    });
  });
}
