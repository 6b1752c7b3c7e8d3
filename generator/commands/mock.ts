import { existsSync } from 'node:fs';
import path from 'node:path';
import { findDocuments } from '../load/find-document.ts';
import { readNamesAndArguments, UsageError } from './arguments.ts';
import type { Answer } from './mock/answer.ts';
import { nextSignal } from './next-signal.ts';
import { openProject } from './project.ts';
import { paint } from './report.ts';

export const mockHelp = `specwright mock [document …] [options]

Serves OpenAPI documents (3.0, 3.1, 3.2; YAML or JSON, one file or many) without any code behind them; without a document,
the project's own. Answers are the document's examples, or else data that is valid by its schemas and the same each time.
Requests are held against the document; what is wrong with them is answered with 400, 401, 404, 405, 406 or 415.

  --port <n>      default: 4010; 0 takes any free port
  --host <name>   default: 127.0.0.1
  --no-auth       do not ask for credentials (else they must be there; what they say is not looked at)
  --seed <text>   other generated data
  --root <dir>    no file outside of it is read (default: the folder of each document)
  --quiet         no line for each request
  --help          this text

A request may prefer an answer (RFC 7240): Prefer: code=404, Prefer: example=cat, Prefer: dynamic=true (data made from the
schema even where there are examples). The header x-specwright-mock says where an answer comes from: example or generated.

Exit code: 0 stopped by a signal, 2 there is nothing to serve, the port is in use, or an option was refused.`;

/** `specwright mock`: serves until a signal comes; returns the exit code. */
export async function mock(args: readonly string[]): Promise<number> {
  const { values: options, names } = readNamesAndArguments('mock', args, {
    port: { type: 'string' },
    host: { type: 'string' },
    seed: { type: 'string' },
    root: { type: 'string' },
    'no-auth': { type: 'boolean' },
    quiet: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const);
  if (options.help === true) return (console.log(mockHelp), 0);
  const files = names.length > 0 ? names.map(existing) : projectFiles(options.root);
  const stopped = nextSignal();
  const { createMock } = await import('./mock/create-mock.ts');
  const { serveMock } = await import('./mock/serve-mock.ts');
  const report = (message: string) => console.error(`${paint('red', 'document')}: ${message}`);
  const { seed, root } = options;
  const served = createMock(files, {
    auth: options['no-auth'] !== true,
    report,
    ...(seed === undefined ? {} : { seed }),
    ...(root === undefined ? {} : { root: path.resolve(root) }),
  });
  if (served.operationCount === 0) throw new UsageError('specwright mock: there is no operation to serve (see above)');
  const place = { host: options.host ?? '127.0.0.1', port: portOf(options.port ?? '4010') };
  const running = await serveMock(served, { ...place, ...(options.quiet === true ? {} : { onAnswer: tell }) }).catch((error: unknown) => {
    throw explain(error, place);
  });
  console.error(`${paint('green', 'mock')}: ${served.operationCount} operations on ${running.url} (Ctrl-C stops)`);
  await stopped;
  await running.close();
  return 0;
}

function existing(file: string): string {
  if (!existsSync(file)) throw new UsageError(`specwright mock: there is no file ${file} (specwright mock --help)`);
  return path.resolve(file);
}

function projectFiles(root: string | undefined): string[] {
  const project = openProject(root === undefined ? {} : { root });
  return project.apis.flatMap((name) => findDocuments(path.join(project.root, 'spec', name), 'openapi'));
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new UsageError(`specwright mock: --port must be a number from 0 to 65535, not ${text}`);
}

function tell({ method, url }: { readonly method: string; readonly url: string }, { status, headers }: Answer, milliseconds: number): void {
  const origin = headers['x-specwright-mock'] ?? '';
  console.error(`${method} ${url} ${paint(status < 400 ? 'green' : 'red', String(status))} ${origin} ${paint('dim', `${Math.round(milliseconds)} ms`)}`);
}

function explain(error: unknown, { host, port }: { readonly host: string; readonly port: number }): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return new UsageError(`specwright mock: port ${port} on ${host} is in use; choose another with --port`);
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new UsageError(`specwright mock: cannot listen on ${host}:${port} (${String(code)}); choose others with --host and --port`);
  return error;
}
