import type { Api } from '../model/types.ts';
import { emitAll } from './plan.ts';

/**
 * The text of every generated file of an API, by its path below `generated/<api>/`, in order of path. Nothing is written.
 * The same contract gives the same bytes.
 */
export function emitFiles(api: Api): Promise<ReadonlyMap<string, string>> {
  return Promise.resolve(new Map(emitAll(api).map(({ path, text }) => [path, text])));
}
