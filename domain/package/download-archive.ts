import { open } from 'node:fs/promises';
import { DomainError } from '../errors.ts';
import { readChunks } from '../read-chunks.ts';
import type { PackageSettings } from './package-source.ts';

export interface ArchiveRequest {
  readonly name: string;
  /** Without it, the newest. */
  readonly version?: string;
  /** Where the archive is written. */
  readonly file: string;
  readonly signal: AbortSignal;
}

const mebibyte = 1024 * 1024;

/**
 * Streams a package's archive into a file and returns the version that its `Content-Disposition` names. Throws `unconfigured`,
 * `package_not_found`, `upstream_failed` (with the status), `upstream_timeout` or `package_too_large`.
 */
export async function downloadArchive(settings: PackageSettings, request: ArchiveRequest): Promise<{ version: string }> {
  const { url, timeoutMs = 60_000, maxArchiveBytes = 50 * mebibyte } = settings;
  if (!url) throw new DomainError('unconfigured', 'No package service is configured.');
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(addressOf(url, request), { signal: AbortSignal.any([request.signal, timeout]) });
    await requireArchive(response);
    await saveBody(response, request.file, maxArchiveBytes);
    return { version: versionOf(response) ?? request.version ?? 'latest' };
  } catch (error) {
    if (error instanceof DomainError) throw error;
    request.signal.throwIfAborted();
    if (timeout.aborted) throw new DomainError('upstream_timeout', 'The package service took too long.', { cause: error });
    throw new DomainError('upstream_failed', 'The package service cannot be reached.', { facts: { status: 502 }, cause: error });
  }
}

function addressOf(base: string, { name, version }: ArchiveRequest): URL {
  const address = new URL(base);
  address.searchParams.set('query', name);
  if (version !== undefined) address.searchParams.set('version', version);
  return address;
}

async function requireArchive(response: Response): Promise<void> {
  if (response.ok) return;
  await response.body?.cancel();
  const facts = { status: response.status };
  if (response.status === 404) throw new DomainError('package_not_found', 'There is no such package.', { facts });
  throw new DomainError('upstream_failed', `The package service answered with status ${response.status}.`, { facts });
}

async function saveBody(response: Response, file: string, maxBytes: number): Promise<void> {
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) await refuseLarge(response, maxBytes);
  const handle = await open(file, 'wx', 0o600);
  let bytes = 0;
  try {
    for await (const chunk of response.body ? readChunks(response.body) : []) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooLarge(maxBytes);
      await handle.write(chunk);
    }
  } finally {
    await handle.close();
  }
}

async function refuseLarge(response: Response, maxBytes: number): Promise<never> {
  await response.body?.cancel();
  throw tooLarge(maxBytes);
}

function tooLarge(maxBytes: number): DomainError {
  return new DomainError('package_too_large', `The package is larger than ${maxBytes} bytes.`);
}

/** `attachment; filename="1.2.3.zip"` (RFC 6266) → `1.2.3`. A name that could not be a version's is refused. */
function versionOf(response: Response): string | undefined {
  const match = /filename="?([^";]+)"?/i.exec(response.headers.get('content-disposition') ?? '');
  const version = match?.[1]?.trim().replace(/\.zip$/i, '');
  if (version === undefined) return undefined;
  if (/^[A-Za-z0-9][A-Za-z0-9._+-]{0,99}$/.test(version)) return version;
  throw new DomainError('package_refused', 'The package service sent a version that is no plain name.');
}
