import type { Api } from '../model/types.ts';
import { header, type OutputFile } from './output-file.ts';
import { render } from './render.ts';

/** `contract.ts`: all tables of an API in one value; imports no handler. */
export function emitContract({ name, title, version }: Api): OutputFile[] {
  return [{ path: 'contract.ts', text: render('contract', { header: header(`spec/${name}`), name, title, version }) }];
}
