import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Provider } from 'oidc-provider';
import type { Database } from '../../database/database.ts';
import { configureProvider } from './configure-provider.ts';
import { loadProvider } from './load-provider.ts';
import { answerSignIn } from './answer-sign-in.ts';

export interface EmbeddedProviderOptions {
  readonly db: Database;
  /** `production` is refused. */
  readonly mode: 'development' | 'test' | 'production';
  /** Of this machine only; 0: any free one. */
  readonly port: number;
  readonly clientSecret: string;
}

export interface EmbeddedProvider {
  readonly issuer: string;
  close(): Promise<void>;
}

const host = '127.0.0.1';

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

/**
 * Starts the OpenID provider of the embedded directory on this machine's loopback address. It listens at once; the provider itself is loaded with
 * the first request, so that nobody who does not sign in waits for it.
 */
export async function startEmbeddedProvider({ db, mode, port, clientSecret }: EmbeddedProviderOptions): Promise<EmbeddedProvider> {
  if (mode === 'production') throw new Error('The embedded directory is for development only: production needs a directory of its own.');
  let answer: Promise<Answer> | undefined;
  const server = createServer((request, response) => {
    answer ??= createAnswer(db, clientSecret, issuerOf(server));
    answer.then((give) => give(request, response)).catch(() => refuse(response));
  });
  await listen(server, port);
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { issuer: issuerOf(server), close };
}

async function createAnswer(db: Database, clientSecret: string, issuer: string): Promise<Answer> {
  const { Provider, interactionPolicy } = await loadProvider();
  const policy = interactionPolicy.base();
  // Who signs in here has done something already: nothing else is asked of the user of a native client.
  policy.get('consent')?.checks.remove('native_client_prompt');
  const provider: Provider = new Provider(issuer, configureProvider({ db, clientSecret }, policy));
  const callback = provider.callback();
  return (request, response) => (request.url?.startsWith('/sign-in/') ? answerSignIn(db, provider, request, response) : callback(request, response));
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => resolve());
  });
}

function issuerOf(server: Server): string {
  return `http://${host}:${(server.address() as AddressInfo).port}`;
}

function refuse(response: ServerResponse): void {
  if (response.headersSent) response.destroy();
  else response.writeHead(500, { 'content-type': 'text/plain' }).end('The directory failed.\n');
}
