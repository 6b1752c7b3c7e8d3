import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PackageSettings } from '../../../domain/package/package-source.ts';

export type Respond = (response: ServerResponse) => unknown;

/** A package service on this machine that answers as the test says, and a directory to install into. */
export interface PackageService {
  readonly settings: PackageSettings;
  /** What it does next. */
  respond: Respond;
  /** Addresses that it was asked for. */
  readonly asked: string[];
  /** Everything that was installed, by path. */
  files(): Promise<string[]>;
  close(): Promise<void>;
}

export async function startPackageService(limits: Partial<PackageSettings> = {}): Promise<PackageService> {
  const directory = await mkdtemp(join(tmpdir(), 'stella-packages-'));
  const server = createServer((request, response) => {
    service.asked.push(request.url ?? '');
    service.respond(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const service: PackageService = {
    settings: { url: `http://127.0.0.1:${port}/packages`, directory, ...limits },
    respond: (response) => response.writeHead(404).end(),
    asked: [],
    async files() {
      const entries = await readdir(directory, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1)).sort();
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await rm(directory, { recursive: true });
    },
  };
  return service;
}
