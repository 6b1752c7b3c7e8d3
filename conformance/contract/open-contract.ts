import type { Refusal } from '../../generator/load/refusal.ts';
import type { Position } from '../../generator/load/position.ts';
import { loadApi } from '../../generator/model/load-api.ts';
import type { Api } from '../../generator/model/types.ts';
import { Schemas } from '../schema/schemas.ts';

/** A contract that was read, with what is asked of its schemas. */
export interface Contract {
  readonly api: Api;
  readonly schemas: Schemas;
  /** What was taken, but perhaps not as its author thought. */
  readonly warnings: readonly Refusal[];
  /** The position that is shown for a place. */
  readonly positionOf: (place: Place) => Position;
}

/** A place in a file of a contract. */
export interface Place {
  readonly file: string;
  /** JSON Pointer. */
  readonly pointer: string;
}

export interface OpenOptions {
  /** Folder that the names of files are relative to; default: the current directory. */
  readonly base?: string;
  /** Folder that no file of the contract may lie outside of; default: that of the document. */
  readonly root?: string;
  /** Takes faults of the named classes, each with a fallback, as `generate --lenient` does; default: false. */
  readonly lenient?: boolean;
}

/** Reads a document, or the folder of one, of any supported version. Throws `Refusals` with everything that is wrong with it. */
export async function openContract(target: string, options: OpenOptions = {}): Promise<Contract> {
  const { api, positionOf, warnings } = await loadApi(target, { ...options, cache: false });
  return {
    api,
    warnings,
    schemas: new Schemas(api),
    positionOf: ({ file, pointer }) => positionOf(file, pointer) ?? { file, line: 1, column: 1, pointer },
  };
}
