import type { Api } from '../model/types.ts';
import { inOwnFolders } from './by-operation.ts';
import { header, type OutputFile } from './output-file.ts';
import { quote } from './quote.ts';
import { render } from './render.ts';

/** `contract.ts`: all tables of an API in one value; imports no handler. */
export function emitContract(api: Api): OutputFile[] {
  const { name, title, version } = api;
  const [row, routes] = inOwnFolders(api) === api ? ['OperationRow', './routes.ts'] : ['RouteRow', './routes.js'];
  return [{ path: 'contract.ts', text: render('contract', { header: header(`spec/${name}`), name, title, version, row, routes: quote(routes) }) }];
}
