import type { Database } from '../domain/database/database.ts';
import type { Directory } from '../domain/directory/directory.ts';
import { createEmbeddedDirectory } from '../domain/directory/embedded/embedded-directory.ts';
import { startEmbeddedProvider } from '../domain/directory/embedded/provider.ts';
import { createZitadelDirectory } from '../domain/directory/zitadel/zitadel-directory.ts';
import type { Configuration } from './configuration.ts';
import type { DirectoryConfiguration } from './directory-configuration.ts';
import type { Stop } from './open-storage.ts';
import { step } from './progress.ts';
import { ConfigurationError } from './settings.ts';

/**
 * Starts the embedded directory's sign-in where one is needed: once, however many processes serve. Gives the configuration back with the port on
 * which it is.
 */
export async function startDirectory(configuration: Configuration, db: Database, undo: Stop[]): Promise<Configuration> {
  const { directory, mode, ports } = configuration;
  if (directory.kind !== 'embedded' || !ports.has('general-bots')) return configuration;
  const { port, clientSecret } = directory;
  const provider = await step('embedded directory', () => startEmbeddedProvider({ db, mode, port, clientSecret }).catch((error: unknown) => refusePort(error, port)));
  undo.push(() => provider.close());
  return { ...configuration, directory: { ...directory, port: Number(new URL(provider.issuer).port) } };
}

function refusePort(error: unknown, port: number): never {
  if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
  throw new ConfigurationError(`The embedded directory cannot listen on 127.0.0.1:${port}; stop what uses this port, or set DIRECTORY_PORT to another one.`);
}

/** The directory as services see it; it is asked for the first time when somebody signs in. */
export function openDirectory(configuration: DirectoryConfiguration, db: Database): Directory {
  if (configuration.kind === 'zitadel') return createZitadelDirectory(configuration);
  return createEmbeddedDirectory({ db, issuer: `http://127.0.0.1:${configuration.port}`, clientSecret: configuration.clientSecret });
}
