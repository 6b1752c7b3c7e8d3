import type { Located } from '../load/located.ts';
import type { Reading } from './reading.ts';

/**
 * The path of the first server's URL, without a slash at the end; variables take their defaults
 * (OpenAPI 3.1, "Server Object"). `levels` are operation, path item and root; the nearest list counts.
 */
export function basePath(levels: readonly (Located | undefined)[], reading: Reading): string {
  const servers = levels.map((level) => level?.get('servers')).find((list) => (list?.items().length ?? 0) > 0);
  const server = servers?.item(0);
  const url = server?.text('url');
  return server === undefined || url === undefined ? '' : pathOf(substituteVariables(url, server), server, reading);
}

/** Puts the defaults of `variables` into a template. */
export function substituteVariables(template: string, server: Located): string {
  const variables = server.get('variables');
  return template.replace(/\{([^{}]*)\}/g, (whole, name: string) => variables?.get(name)?.text('default') ?? whole);
}

function pathOf(url: string, server: Located, reading: Reading): string {
  const at = server.get('url') ?? server;
  const path = writtenPath(url);
  if (/[{}]/.test(path)) {
    return (
      reading.refuse(
        'invalid-path',
        at,
        `the server's path ${path} has a variable without a default`,
        'Declare it under variables',
      ) ?? ''
    );
  }
  return trimmedBase(path);
}

function writtenPath(url: string): string {
  return /^(?:[a-z][a-z0-9+.-]*:)?(?:\/\/[^/?#]*)?([^?#]*)/i.exec(url)?.[1] ?? '';
}

/** The base path of a URL without variables. */
export function pathOfUrl(url: string): string {
  return trimmedBase(writtenPath(url));
}

/** A base path begins with a slash and does not end with one. */
export function trimmedBase(path: string): string {
  const trimmed = path.replace(/^\.?\/*/, '').replace(/\/+$/, '');
  return trimmed === '' ? '' : `/${trimmed}`;
}
