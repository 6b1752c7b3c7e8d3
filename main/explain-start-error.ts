import { RuntimeError } from 'specwright/runtime';
import { ConfigurationError } from './settings.ts';

/** One sentence for what the person who starts the program can mend; undefined for a defect of ours. */
export function explainStartError(error: unknown): string | undefined {
  if (error instanceof ConfigurationError || error instanceof RuntimeError) return error.message;
  if (!(error instanceof Error)) return undefined;
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE')
    return `port ${port} is in use (METRICS_PORT); stop what listens there, or set METRICS_PORT to another port or to off.`;
  if (code?.startsWith('ERR_PARSE_ARGS')) return `${error.message} (specwright start --help)`;
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND')
    return `the database does not answer (${error.message}); check DATABASE_URL, or unset it for the embedded one.`;
  return isStorageError(error) ? error.message : undefined;
}

/** Errors of the embedded server, the migrations and of Postgres itself are sentences already. */
function isStorageError(error: Error): boolean {
  return error.name === 'EmbeddedPostgresError' || error.name === 'MigrationError' || /^[0-9A-Z]{5}$/.test((error as { code?: string }).code ?? '');
}
