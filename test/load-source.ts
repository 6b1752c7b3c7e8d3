import { pathToFileURL } from 'node:url';
import { register } from 'tsx/esm/api';

let isRegistered = false;

/** Imports a module that a test wrote or generated, by its path: its TypeScript, and what it imports, is compiled as it is loaded. */
export async function loadSource<Module>(path: string): Promise<Module> {
  if (!isRegistered) register();
  isRegistered = true;
  return (await import(pathToFileURL(path).href)) as Module;
}
