import { resolve } from 'node:path';
import { Variables, type Environment } from './settings.ts';

/** Where everything that belongs to this machine alone is kept, absolute; never committed. */
export function dataDirectory(environment: Environment): string {
  return resolve(import.meta.dirname, '..', new Variables(environment).text('DATA_DIRECTORY') ?? '.data');
}
