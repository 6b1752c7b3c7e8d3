import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export type DocumentKind = 'openapi' | 'asyncapi';

const endings = ['.yaml', '.yml', '.json'];

/** How either kind begins, somewhere at the start of a line or of a JSON object. */
const marks: Readonly<Record<DocumentKind, RegExp>> = {
  openapi: /(?:^|[{,])[ \t]*["']?(?:openapi|swagger)["']?\s*:\s*["']?[0-9]/m,
  asyncapi: /(?:^|[{,])[ \t]*["']?asyncapi["']?\s*:\s*["']?[0-9]/m,
};

/**
 * The document of a folder: `openapi.yaml`, `.yml` or `.json` (`asyncapi` likewise), else every file of the folder itself
 * that begins as such a document does, absolute and in order of name. More than one is for the author to decide.
 */
export function findDocuments(folder: string, kind: DocumentKind): string[] {
  const names = fileNames(folder).filter((name) => endings.includes(path.extname(name)));
  const named = endings.map((ending) => kind + ending).filter((name) => names.includes(name));
  const found = named.length > 0 ? named : names.filter((name) => documentKind(path.join(folder, name)) === kind);
  return found.map((name) => path.join(folder, name));
}

/** What a file says that it is; undefined for any other file. */
export function documentKind(file: string): DocumentKind | undefined {
  const bytes = readFileSync(file);
  const kinds = Object.keys(marks) as DocumentKind[];
  // A document may be long, and nearly always its first lines tell.
  const [atOnce, ...others] = kinds.filter((kind) => marks[kind].test(bytes.toString('utf8', 0, enough)));
  if (atOnce !== undefined && others.length === 0) return atOnce;
  const text = bytes.toString();
  return kinds.toReversed().find((kind) => marks[kind].test(text));
}

/** Bytes at the beginning of a file. */
const enough = 1000;

function fileNames(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile() || entry.isSymbolicLink()).map(({ name }) => name).sort();
  } catch {
    return [];
  }
}
