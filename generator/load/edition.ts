import { isRecord } from './located.ts';
import type { Source } from './source.ts';

/** The editions of OpenAPI that differ in what a document may hold. */
export type Edition = '3.0' | '3.1' | '3.2';

/**
 * The edition that a file is written in: a file with a member `openapi` says so itself, any other is a part of the main
 * document. Schemas of an AsyncAPI document are those of JSON Schema, as in OpenAPI 3.1.
 */
export function editionOf({ data }: Source, main: Edition): Edition {
  if (!isRecord(data)) return main;
  if (data.asyncapi !== undefined) return '3.1';
  return readEdition(data.openapi) ?? main;
}

/** `3.1` for `3.1.2`; undefined for what is no version that is supported. */
export function readEdition(version: unknown): Edition | undefined {
  if (typeof version !== 'string') return undefined;
  const [, edition] = /^(3\.[012])\.\d+(-.+)?$/.exec(version) ?? [];
  return edition as Edition | undefined;
}
