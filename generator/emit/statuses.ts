import type { Api } from '../model/types.ts';
import { header, type OutputFile } from './output-file.ts';
import { render } from './render.ts';
import { statusNames } from './status-type.ts';

/** `statuses.ts`: the numbers behind `4XX` and `default`; only for contracts that use them. */
export function emitStatuses(api: Api): OutputFile[] {
  if (api.operations.every(({ responses }) => statusNames(responses).length === 0)) return [];
  const ranges = [1, 2, 3, 4, 5].map((hundreds) => ({ name: `Status${hundreds}XX`, lines: numberLines(hundreds * 100) }));
  return [{ path: 'statuses.ts', text: render('statuses', { header: header(`spec/${api.name}`), ranges }) }];
}

function numberLines(first: number): string[] {
  return [0, 20, 40, 60, 80].map((offset) =>
    Array.from({ length: 20 }, (_, index) => String(first + offset + index)).join(' | '),
  );
}
