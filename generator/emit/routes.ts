import type { Api, Operation } from '../model/types.ts';
import { byFolder, isLong } from './by-folder.ts';
import { inOwnFolders } from './by-operation.ts';
import { headView, importsView, partsView } from './operation-row.ts';
import { header, type OutputFile } from './output-file.ts';
import { render } from './render.ts';
import { emitRouteTable } from './route-table.ts';

/** `routes.ts`: one row for each operation, split by folder when it gets long; of many operations, the head of each row. */
export function emitRoutes(api: Api): OutputFile[] {
  if (inOwnFolders(api) !== api) return emitRouteTable(inOwnFolders(api));
  const whole = printRows(api, api.operations, './');
  if (!isLong(whole)) return [{ path: 'routes.ts', text: whole }];
  const folders = [...byFolder(api.operations)];
  const parts = folders.map(([folder], index) => ({ local: `routes${index + 1}`, module: `./routes/${folder}.ts` }));
  return [
    { path: 'routes.ts', text: render('routes-index', { header: header(`spec/${api.name}`), parts }) },
    ...folders.map(([folder, operations]) => ({ path: `routes/${folder}.ts`, text: printRows(api, operations, '../') })),
  ];
}

function printRows(api: Api, operations: readonly Operation[], up: string): string {
  const rows = operations.map((operation) => ({ ...headView(api, operation), ...partsView(api, operation) }));
  return render('routes', { ...importsView(api, operations, up, JSON.stringify(rows)), rows });
}
