import type { Api, Content, Operation, Response } from '../model/types.ts';
import { byFolder, isLong } from './by-folder.ts';
import { capturesCode } from './captures.ts';
import { decoderModule, operationDecoder } from './decoders/decoders.ts';
import { header, type OutputFile } from './output-file.ts';
import { key, literal, quote } from './quote.ts';
import { render, type View } from './render.ts';
import { routePattern } from './route-pattern.ts';
import { bodyValidator, headersValidator, inputValidator, responseValidator } from './validators/wanted-validators.ts';

/** `routes.ts`: one row for each operation, split by folder when it gets long. */
export function emitRoutes(api: Api): OutputFile[] {
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
  const rows = operations.map((operation) => rowView(api, operation));
  const used = JSON.stringify(rows);
  const folders = [...byFolder(operations).keys()].filter((folder) => used.includes(`${validatorsName(folder)}.`));
  return render('routes', {
    header: header(`spec/${api.name}`),
    usesNothing: operations.some(({ parameters }) => parameters.length === 0),
    decoders: decoderImports(api, operations, up),
    validators: folders.map((folder) => ({ local: validatorsName(folder), module: `${up}validators/${folder}.js` })),
    rows,
  });
}

function decoderImports(api: Api, operations: readonly Operation[], up: string): View[] {
  const decoded = operations.filter(({ parameters }) => parameters.length > 0);
  const modules = new Map<string, string[]>();
  for (const operation of decoded) {
    const module = up + decoderModule(api, operation.folder);
    modules.set(module, [...(modules.get(module) ?? []), operationDecoder(operation)]);
  }
  return [...modules].map(([module, names]) => ({ module, names: names.sort().join(', ') }));
}

/** `workspace-agents` → `workspaceAgentsValidators`. */
export function validatorsName(folder: string): string {
  return `${folder.replace(/-+(\w)/g, (_, letter: string) => letter.toUpperCase())}Validators`;
}

function rowView(api: Api, operation: Operation): View {
  const { id, tag, method, path, security, limits, idempotency, body, parameters, folder } = operation;
  const validators = validatorsName(folder);
  return {
    id,
    tag,
    method,
    path,
    pattern: routePattern(path),
    captures: capturesCode(api, operation),
    decode: operationDecoder(operation),
    hasInput: parameters.length > 0,
    input: `${validators}.${inputValidator(operation)}`,
    hasBody: body !== undefined,
    bodyRequired: String(body?.required ?? false),
    bodyContent: (body?.contents ?? []).map((content, index) =>
      mediaRow(content, `${validators}.${bodyValidator(operation, index)}`),
    ),
    responses: operation.responses.map((response) => responseView(operation, response, validators)),
    security: literal(security),
    limits: literal(limits),
    hasIdempotency: idempotency !== undefined,
    idempotency: literal(idempotency && { ...idempotency, header: idempotency.header.toLowerCase() }),
  };
}

function responseView(operation: Operation, { status, contents, headers }: Response, validators: string): View {
  return {
    key: /^\d+$/.test(status) ? status : key(status),
    content: contents.map((content, index) => mediaRow(content, `${validators}.${responseValidator(operation, status, index)}`)),
    headers: literal(headers.map(({ name }) => name.toLowerCase())),
    hasHeaders: headers.length > 0,
    validateHeaders: `${validators}.${headersValidator(operation, status)}`,
  };
}

function mediaRow({ mediaType, codec, schema }: Content, validate: string): string {
  return `{ mediaType: ${quote(mediaType)}, codec: ${quote(codec)}${schema === undefined ? '' : `, validate: ${validate}`} }`;
}
