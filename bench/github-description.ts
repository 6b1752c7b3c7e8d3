import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../generator/commands/arguments.ts';

/** MIT. As a dependency it would be 400 MB for everybody, of which the benchmark needs 13. */
const version = '23.0.2';
const published = {
  name: `@octokit/openapi@${version}`,
  archive: `octokit-openapi-${version}.tgz`,
  file: 'package/generated/api.github.com.json',
  sha512: 'pV8M7L9GY23AybNvTmo2nyjmpmnt6+2sRE/tqr0ZLQcPS4lnw7u5eZGNmwRNkBC3D7gZXbFx5AHzLUVRBXGDhg==',
};

/** Where GitHub's description of its API (OpenAPI, 1 200 operations, 13 MB) is in `folder`; fetched through npm the first time. */
export function gitHubDescription(folder: string): string {
  const kept = path.join(folder, `github-${version}.json`);
  if (existsSync(kept)) return kept;
  console.error(`specwright: fetching ${published.name} (28 MB), which holds GitHub's description …`);
  mkdirSync(folder, { recursive: true });
  const temporary = mkdtempSync(path.join(folder, 'fetched-'));
  try {
    run('npm', ['pack', published.name, '--silent', '--pack-destination', '.'], temporary);
    const archive = path.join(temporary, published.archive);
    if (createHash('sha512').update(readFileSync(archive)).digest('base64') !== published.sha512) throw new Error(`${published.name} is not what it was`);
    run('tar', ['-xzf', published.archive, published.file], temporary);
    renameSync(path.join(temporary, published.file), kept);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return kept;
}

function run(command: string, args: readonly string[], cwd: string): void {
  const { status, error } = spawnSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
  if (status === 0) return;
  throw new UsageError(`specwright bench: ${command} failed (${error?.message ?? `exit code ${status}`}): without the network, name a document with --document <file>`);
}
