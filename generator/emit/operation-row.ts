import type { Api, Operation, Response } from '../model/types.ts';
import { byFolder } from './by-folder.ts';
import { capturesCode } from './captures.ts';
import { decoderModule, operationDecoder } from './decoders/decoders.ts';
import { fieldDecoder, fieldModule } from './fields/field-decoders.ts';
import { specialForms } from './header-form.ts';
import { requestMedia, responseMedia } from './media-row.ts';
import { header } from './output-file.ts';
import { key, literal } from './quote.ts';
import type { View } from './render.ts';
import { responseSerializer } from './serializers/serializers.ts';
import { headersValidator, inputValidator, responseValidator } from './validators/wanted-validators.ts';

/** What the code of these operations imports. */
export function importsView(api: Api, operations: readonly Operation[], up: string, used: string): View {
  const folders = [...byFolder(operations).keys()];
  const runtime = runtimeNames(operations, used);
  return {
    header: header(`spec/${api.name}`),
    usesRuntime: runtime.length > 0,
    runtime: runtime.join(', '),
    decoders: decoderImports(api, operations, up),
    checks: checkImports(folders, up, used),
  };
}

/** The modules of validators and serialisers that code mentions. */
export function checkImports(folders: readonly string[], up: string, used: string): View[] {
  const modules = [['validators', validatorsName], ['serializers', serializersName]] as const;
  return modules.flatMap(([place, nameOf]) =>
    folders.filter((folder) => used.includes(`${nameOf(folder)}.`)).map((folder) => ({ local: nameOf(folder), module: `${up}${place}/${folder}.js` })),
  );
}

/** What the rows call by name. */
function runtimeNames(operations: readonly Operation[], used: string): string[] {
  const mentioned = ['toBigInt', 'toBoolean', 'toInteger', 'toNull', 'toNumber'].filter((name) => used.includes(name));
  // Most rows convert nothing; what stands in quotes is no call.
  const words: readonly string[] = mentioned.length === 0 ? [] : (used.replaceAll(/'(?:[^'\\]|\\.)*'/g, '').match(/\bto[A-Z][A-Za-z]+\b/g) ?? []);
  const conversions = mentioned.filter((name) => words.includes(name));
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

/** `workspace-agents` → `workspaceAgentsValidators`. An operation's own folder is called as the operation is. */
export function validatorsName(folder: string): string {
  return `${localName(folder)}Validators`;
}

export function serializersName(folder: string): string {
  return `${localName(folder)}Serializers`;
}

/** A name may not begin with a digit. */
function localName(folder: string): string {
  return folder.replace(/^.*\//, '').replace(/-+([\p{L}\d])/gu, (_, letter: string) => letter.toUpperCase()).replace(/^\d/, 'n$&');
}

/** What routing, sign-in and limits go by. */
export function headView(api: Api, operation: Operation): View {
  const { id, tag, method, path, constants, selector, security, limits, idempotency } = operation;
  return {
    id,
    tag,
    method,
    path,
    hasConstants: constants !== undefined,
    constants: literal(constants),
    hasSelector: selector !== undefined,
    selector: literal(selector),
    captures: capturesCode(api, operation),
    security: literal(security),
    limits: literal(limits),
    hasIdempotency: idempotency !== undefined,
    idempotency: literal(idempotencyRow(operation)),
  };
}

/** `Idempotency-Key` as the runtime finds it. */
export function idempotencyRow({ idempotency }: Operation): Operation['idempotency'] {
  return idempotency && { ...idempotency, header: idempotency.header.toLowerCase() };
}

/** What is needed once the operation is asked for. It names no validator that is not there: what it names is imported. */
export function partsView(api: Api, operation: Operation): View {
  const { body, parameters, folder } = operation;
  const validators = validatorsName(folder);
  return {
    decode: operationDecoder(operation),
    hasInput: parameters.length > 0,
    input: parameters.length > 0 ? `${validators}.${inputValidator(operation)}` : '',
    hasBody: body !== undefined,
    bodyRequired: String(body?.required ?? false),
    bodyContent: (body?.contents ?? []).map((_, index) => requestMedia(api, operation, index, validators)),
    responses: operation.responses.map((response) => responseView(api, operation, response)),
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
    validateHeaders: headers.length > 0 ? `${validators}.${headersValidator(operation, status)}` : '',
  };
}
