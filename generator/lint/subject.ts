import path from 'node:path';
import type { Located } from '../load/located.ts';
import { openDocuments, type Documents } from '../load/open-documents.ts';
import { References } from '../load/references.ts';
import { RefusalList } from '../load/refusal.ts';
import { Sources } from '../load/sources.ts';

/** What is linted at once: the documents of one API, and what they refer to. */
export interface Subject {
  /** Absent where there is only an AsyncAPI document. */
  readonly openapi?: Located;
  readonly asyncapi?: Located;
  readonly sources: Sources;
  readonly references: References;
  /** What is wrong with files and references that were followed so far. */
  readonly refusals: RefusalList;
}

export interface SubjectOptions {
  /** Folder that the paths in positions are relative to. */
  readonly base: string;
  /** Folder that no file may lie outside of. */
  readonly root: string;
}

/** Opens a document by its path, or those of a folder; undefined for what cannot be read, which the generator reports. */
export function openSubject(target: string, options: SubjectOptions): Subject | undefined {
  const refusals = new RefusalList();
  const sources = new Sources({ ...options, refusals });
  const documents = openDocuments(path.resolve(target), sources, refusals);
  if (documents === undefined) return undefined;
  const { openapi, asyncapi } = documents;
  return {
    ...(isWritten(openapi, sources) ? { openapi } : {}),
    ...(asyncapi === undefined ? {} : { asyncapi }),
    sources,
    references: new References(sources, refusals),
    refusals,
  };
}

/** An API of channels only has an OpenAPI document that is nobody's file. */
function isWritten({ source }: Documents['openapi'], sources: Sources): boolean {
  return sources.all.includes(source);
}
