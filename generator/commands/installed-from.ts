import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';

interface Lock {
  readonly packages?: Readonly<Record<string, { readonly resolved?: string }>>;
}

/**
 * What a project's package.json says to get this same copy of the package: its version, or, when it was installed from a file
 * or is run from its own sources, that place relative to the project.
 */
export function installedFrom(project: string): string {
  const manifest = createRequire(import.meta.url).resolve('specwright/package.json');
  const folder = dirname(manifest);
  const modules = dirname(folder);
  if (!modules.endsWith(`${sep}node_modules`)) return fileFrom(project, folder);
  const resolved = resolvedBy(join(modules, '.package-lock.json'));
  if (resolved?.startsWith('file:')) return fileFrom(project, resolve(dirname(modules), resolved.slice('file:'.length)));
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}

/** npm's own record of where it took the package from. */
function resolvedBy(record: string): string | undefined {
  if (!existsSync(record)) return undefined;
  return (JSON.parse(readFileSync(record, 'utf8')) as Lock).packages?.['node_modules/specwright']?.resolved;
}

function fileFrom(project: string, path: string): string {
  return `file:${relative(project, path).split(sep).join('/')}`;
}
