import type { Api, Operation, Response } from '../model/types.ts';
import { byFolder, isLong } from './by-folder.ts';
import { capturesCode } from './captures.ts';
import { decoderModule, operationDecoder } from './decoders/decoders.ts';
import { fieldDecoder, fieldModule } from './fields/field-decoders.ts';
import { specialForms } from './header-form.ts';
import { requestMedia, responseMedia } from './media-row.ts';
import { header, type OutputFile } from './output-file.ts';
import { key, literal } from './quote.ts';
import { render, type View } from './render.ts';
import { responseSerializer } from './serializers/serializers.ts';
import { headersValidator, inputValidator, responseValidator } from './validators/wanted-validators.ts';

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
  const folders = [...byFolder(operations).keys()];
  const modules = [['validators', validatorsName], ['serializers', serializersName]] as const;
  return render('routes', {
    header: header(`spec/${api.name}`),
    usesRuntime: runtimeNames(operations, used).length > 0,
    runtime: runtimeNames(operations, used).join(', '),
    decoders: decoderImports(api, operations, up),
    checks: modules.flatMap(([place, nameOf]) =>
      folders.filter((folder) => used.includes(`${nameOf(folder)}.`)).map((folder) => ({ local: nameOf(folder), module: `${up}${place}/${folder}.js` })),
    ),
    rows,
  });
}

/** What the rows call by name. */
function runtimeNames(operations: readonly Operation[], used: string): string[] {
  const words = new Set(used.replaceAll(/'(?:[^'\\]|\\.)*'/g, '').match(/\bto[A-Z][a-z]+\b/g));
  const conversions = ['toBoolean', 'toInteger', 'toNull', 'toNumber'].filter((name) => words.has(name));
  return [...(operations.some(({ parameters }) => parameters.length === 0) ? ['decodeNothing'] : []), ...conversions];
}

function decoderImports(api: Api, operations: readonly Operation[], up: string): View[] {
  const modules = new Map<string, string[]>();
  const add = (module: string, name: string) => modules.set(up + module, [...(modules.get(up + module) ?? []), name]);
  for (const operation of operations) {
    if (operation.parameters.length > 0) add(decoderModule(api, operation.folder), operationDecoder(operation));
    for (const [index, content] of (operation.body?.contents ?? []).entries()) {
      const decoder = fieldDecoder(operation, content, index);
      if (decoder !== undefined) add(fieldModule(api, operation.folder), decoder);
    }
  }
  return [...modules].map(([module, names]) => ({ module, names: names.sort().join(', ') }));
}

/** `workspace-agents` → `workspaceAgentsValidators`. */
export function validatorsName(folder: string): string {
  return `${localName(folder)}Validators`;
}

function serializersName(folder: string): string {
  return `${localName(folder)}Serializers`;
}

function localName(folder: string): string {
  return folder.replace(/-+(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function rowView(api: Api, operation: Operation): View {
  const { id, tag, method, path, constants, security, limits, idempotency, body, parameters, folder } = operation;
  const validators = validatorsName(folder);
  return {
    id,
    tag,
    method,
    path,
    hasConstants: constants !== undefined,
    constants: literal(constants),
    captures: capturesCode(api, operation),
    decode: operationDecoder(operation),
    hasInput: parameters.length > 0,
    input: `${validators}.${inputValidator(operation)}`,
    hasBody: body !== undefined,
    bodyRequired: String(body?.required ?? false),
    bodyContent: (body?.contents ?? []).map((_, index) => requestMedia(api, operation, index, validators)),
    responses: operation.responses.map((response) => responseView(api, operation, response)),
    security: literal(security),
    limits: literal(limits),
    hasIdempotency: idempotency !== undefined,
    idempotency: literal(idempotency && { ...idempotency, header: idempotency.header.toLowerCase() }),
  };
}

function responseView(api: Api, operation: Operation, { status, contents, headers }: Response): View {
  const validators = validatorsName(operation.folder);
  const writeOf = (index: number): string | undefined => {
    const write = responseSerializer(api, operation, status, index);
    return write && `${serializersName(operation.folder)}.${write}`;
  };
  return {
    key: /^\d+$/.test(status) ? status : key(status),
    content: contents.map((content, index) =>
      responseMedia(api, content, `${validators}.${responseValidator(operation, status, index)}`, writeOf(index)),
    ),
    headers: literal(headers.map(({ name }) => name.toLowerCase())),
    hasHeaders: headers.length > 0,
    hasForms: Object.keys(specialForms(headers)).length > 0,
    forms: literal(specialForms(headers)),
    validateHeaders: `${validators}.${headersValidator(operation, status)}`,
  };
}
