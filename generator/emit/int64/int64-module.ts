import { Int64Finder } from '../../model/int64-places.ts';
import type { Api } from '../../model/types.ts';
import { header, type OutputFile } from '../output-file.ts';
import { relativeModule } from '../relative-module.ts';
import { render } from '../render.ts';
import { componentPlaces, int64Module } from './int64-code.ts';

/** `int64.js`: where the components have integers of 64 bits that are bigints; nothing where none has. */
export function emitInt64(api: Api): OutputFile[] {
  const components = componentPlaces(new Int64Finder(api.schemas));
  if (components.length === 0) return [];
  const view = { header: header(`spec/${api.name}`), components };
  return [
    { path: 'int64.js', text: render('int64', view) },
    { path: 'int64.d.ts', text: render('int64-types', view) },
  ];
}

/** A file that mentions what `int64.js` exports imports it. */
export function importInt64(file: OutputFile): OutputFile {
  const { path, text } = file;
  if (!text.includes(`${int64Module}.in`)) return file;
  const end = text.indexOf('\n') + 1;
  return { ...file, text: `${text.slice(0, end)}import * as ${int64Module} from '${relativeModule(path, 'int64')}';\n${text.slice(end)}` };
}
