import type { Api } from '../model/types.ts';
import { header, type OutputFile } from './output-file.ts';

/** `document.ts`: the OpenAPI document itself; only for contracts with an operation that hands it out. */
export function emitDocument({ name, served }: Api): OutputFile[] {
  if (served === undefined) return [];
  const lines = [
    header(`spec/${name}`),
    '',
    '/** The OpenAPI document as it was written. */',
    `export const documentText: string = ${JSON.stringify(served.text)};`,
    '',
    '/** The same as JSON. */',
    `export const documentJson: string = ${JSON.stringify(served.json)};`,
    '',
  ];
  return [{ path: 'document.ts', text: lines.join('\n') }];
}
