import type { Api, Operation } from '../model/types.ts';
import { capturesCode } from './captures.ts';
import { header, type OutputFile } from './output-file.ts';
import { literal, quote } from './quote.ts';
import { render, type View } from './render.ts';
import { idempotencyRow, importsView, partsView } from './operation-row.ts';

/** `routes.js` of an API with many operations: a line for each, and a module with the rest, which its first request loads. */
export function emitRouteTable(api: Api): OutputFile[] {
  const printed = header(`spec/${api.name}`);
  return [
    { path: 'routes.js', text: render('routes-table', { header: printed, rows: api.operations.map((operation) => headView(api, operation)) }) },
    { path: 'routes.d.ts', text: render('routes-table-types', { header: printed }) },
    ...api.operations.map((operation) => ({ path: partsPath(operation), text: printParts(api, operation) })),
  ];
}

function partsPath({ folder }: Operation): string {
  return `routes/${folder}.parts.js`;
}

function headView(api: Api, operation: Operation): View {
  const { id, tag, method, path, constants, selector, security, limits, body, responses } = operation;
  const headers = new Set(responses.flatMap((response) => response.headers.map(({ name }) => name.toLowerCase())));
  const idempotency = idempotencyRow(operation);
  const members = [
    `id: ${quote(id)}`,
    `tag: ${quote(tag)}`,
    `method: ${quote(method)}`,
    `path: ${quote(path)}`,
    ...(constants === undefined ? [] : [`constants: ${literal(constants)}`]),
    ...(selector === undefined ? [] : [`selector: ${literal(selector)}`]),
    `captures: ${capturesCode(api, operation)}`,
    `hasBody: ${body !== undefined}`,
    `responseHeaders: ${literal([...headers].sort())}`,
    `security: ${literal(security)}`,
    `limits: ${literal(limits)}`,
    ...(idempotency === undefined ? [] : [`idempotency: ${literal(idempotency)}`]),
  ];
  return { members: members.join(', '), module: `./${partsPath(operation)}` };
}

/** The same lines as in a row of a small API, less indented. */
function printParts(api: Api, operation: Operation): string {
  const view = partsView(api, operation);
  const parts = render('_operation-parts', view).trimEnd().replaceAll(/^ {2}/gm, '');
  return render('parts-module', { ...importsView(api, [operation], '../../', JSON.stringify(view)), parts });
}
