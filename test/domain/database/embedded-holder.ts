import { createInterface } from 'node:readline';
import { startEmbeddedPostgres } from '../../../domain/database/embedded.ts';

/**
 * A process that starts an embedded server in the directory of its argument, tells the address, and stops it when a line comes
 * in. Ctrl-C does not end it, as a service goes on while it drains.
 */
process.on('SIGINT', () => console.log('interrupted'));
const server = await startEmbeddedPostgres({ directory: process.argv[2], flags: ['fsync=off'] });
console.log(server.url);
createInterface(process.stdin).once('line', () => {
  void server.stop().then(() => process.exit(0));
});
