import type { Api } from '../model/types.ts';
import { httpFolder } from './http-client.ts';
import { header, type OutputFile } from './output-file.ts';
import { render } from './render.ts';

/** `types.ts`: the contract's types under one name for both sides. */
export function emitTypes(api: Api): OutputFile[] {
  return [
    { path: 'types.ts', text: render('types', { header: header(`spec/${api.name}`), module: `./${httpFolder}/types.gen.ts` }) },
  ];
}
