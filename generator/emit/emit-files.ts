import type { Api } from '../model/types.ts';
import { TypePrinter } from './type-printer.ts';
import { emitAll } from './plan.ts';

/**
 * The text of every generated file of an API, by its path below `generated/<api>/`, in order of path. Nothing is written.
 * The same contract gives the same bytes.
 */
export async function emitFiles(api: Api): Promise<ReadonlyMap<string, string>> {
  const printer = new TypePrinter();
  try {
    return new Map((await emitAll(api, printer)).map(({ path, text }) => [path, text]));
  } finally {
    printer.close();
  }
}
