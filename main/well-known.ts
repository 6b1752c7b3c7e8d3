import { readFileSync } from 'node:fs';
import type { WellKnownDocument } from '../handlers/rustygpt/context.ts';
import { ConfigurationError, type Variables } from './settings.ts';

interface Entry {
  readonly path: string;
  readonly content_type: string;
  readonly body: string;
}

/** The documents under `/.well-known/`, from the file that the configuration names: a JSON list of `path`, `content_type` and `body`. */
export function readWellKnown(variables: Variables): ReadonlyMap<string, WellKnownDocument> {
  const file = variables.text('WELL_KNOWN_FILE');
  if (file === undefined) return new Map();
  const entries = readJson(file);
  if (!Array.isArray(entries) || !entries.every(isEntry)) {
    throw new ConfigurationError(`WELL_KNOWN_FILE: ${file} must be a JSON list of objects with the texts path, content_type and body.`);
  }
  return new Map(entries.map(({ path, content_type: contentType, body }) => [path, { contentType, body }]));
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ConfigurationError(`WELL_KNOWN_FILE: ${file} cannot be read: ${(error as Error).message}`);
  }
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false;
  const { path, content_type: contentType, body } = value as Partial<Entry>;
  return typeof path === 'string' && typeof body === 'string' && typeof contentType === 'string' && /^[\x20-\x7e]+$/.test(contentType);
}
