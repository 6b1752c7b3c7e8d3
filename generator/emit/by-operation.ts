import type { Api } from '../model/types.ts';

/** From more operations on, what a request needs is loaded with the first one for its operation. */
const most = 100;

const known = new WeakMap<Api, Api>();

/**
 * An API as the emitters of decoders, validators, serialisers and rows see it. Where there are many operations each is in a folder
 * of its own there, so that what it reaches can be loaded alone.
 */
export function inOwnFolders(api: Api): Api {
  if (!isLarge(api)) return api;
  const placed = known.get(api) ?? { ...api, operations: api.operations.map((one) => ({ ...one, folder: `${one.folder}/${one.fileName}` })) };
  known.set(api, placed);
  return placed;
}

/** Whether there are so many operations that what a request needs is loaded with it. */
export function isLarge({ operations, isPart = false }: Api): boolean {
  return isPart || areMany(operations.length);
}

export function areMany(operations: number): boolean {
  return operations > most;
}

/** Whether what is in a folder is loaded with the first request: then it is JavaScript, and no compiler has to look at it. */
export function isLoadedLater(folder: string): boolean {
  return folder.includes('/');
}
