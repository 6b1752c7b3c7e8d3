import { TextCache } from '../../load/text-cache.ts';
import type { JsonSchema } from '../../model/json-schema.ts';
import type { Api } from '../../model/types.ts';
import { byFolder, isLong } from '../by-folder.ts';
import { inOwnFolders, isLoadedLater } from '../by-operation.ts';
import type { OutputFile } from '../output-file.ts';
import type { PrintedFunction } from './printed-function.ts';
import { componentPath, printModule, type ValidatorModule } from './validator-module.ts';
import { ValidatorPrinter } from './validator-printer.ts';
import { wantedValidators, type WantedValidator } from './wanted-validators.ts';

/**
 * `validators/`: functions that Ajv compiled, as ES modules without eval and without Ajv. A file for each folder of
 * handlers (of many operations, for each of them), and the components that they share once: in one file, or when that is long in one file each.
 */
export function emitValidators(api: Api, cache = new TextCache()): OutputFile[] {
  const printer = new ValidatorPrinter(api, cache);
  const shared = new SharedFunctions(printer);
  const folders = [...byFolder(wantedValidators(inOwnFolders(api)))].map(([folder, wanted]) => folderModule(folder, wanted, shared));
  const modules = [...folders, ...shared.headersModule(), ...componentModules(api, printer)];
  const places = new Map(modules.flatMap(({ path, functions }) => functions.map(({ name }) => [name, path])));
  const moduleOf = (name: string) => places.get(name) ?? '';
  return modules.flatMap((module) => printModule(`spec/${api.name}`, module, moduleOf));
}

/** Validators that more than one operation uses: components, and sets of response headers. */
class SharedFunctions {
  readonly printer: ValidatorPrinter;
  readonly #headers = new Map<string, PrintedFunction>();

  constructor(printer: ValidatorPrinter) {
    this.printer = printer;
  }

  /** Equal sets of headers have one function, named after the headers. */
  headers(schema: JsonSchema): string {
    const text = JSON.stringify(schema);
    const known = this.#headers.get(text);
    if (known !== undefined) return known.name;
    const base = `validate${headerWords(schema)}Headers`;
    const taken = new Set([...this.#headers.values()].map(({ name }) => name));
    let name = base;
    for (let count = 2; taken.has(name); count++) name = `${base}${count}`;
    this.#headers.set(text, this.printer.inline(name, schema, false));
    return name;
  }

  headersModule(): ValidatorModule[] {
    const functions = [...this.#headers.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    return functions.length === 0 ? [] : [{ path: 'response-headers', isTyped: false, functions, aliases: [] }];
  }
}

function headerWords(schema: JsonSchema): string {
  const names = Object.keys((schema as { properties: object }).properties);
  return names
    .flatMap((name) => name.split(/[^a-z0-9]+/))
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function folderModule(folder: string, wanted: readonly WantedValidator[], shared: SharedFunctions): ValidatorModule {
  const functions: PrintedFunction[] = [];
  const aliases: { name: string; target: string }[] = [];
  for (const { name, schema, fills, isHeaders } of wanted) {
    const component = referenced(schema);
    if (isHeaders) aliases.push({ name, target: shared.headers(schema) });
    else if (component !== undefined) aliases.push({ name, target: shared.printer.component(component, fills) });
    else functions.push(shared.printer.inline(name, schema, fills));
  }
  return { path: folder, isTyped: !isLoadedLater(folder), functions, aliases };
}

/** Name of the component that a schema is nothing but a reference to. */
function referenced(schema: JsonSchema): string | undefined {
  if (typeof schema === 'boolean' || Object.keys(schema).length !== 1) return undefined;
  const reference = schema['$ref'];
  return typeof reference === 'string' ? reference.replace('#/components/schemas/', '') : undefined;
}

function componentModules(api: Api, printer: ValidatorPrinter): ValidatorModule[] {
  const components = printer.components();
  if (components.length === 0) return [];
  if (api.isPart !== true && !isLong(components.map(({ printed }) => printed.code).join('\n'))) {
    return [{ path: 'schemas', isTyped: false, functions: components.map(({ printed }) => printed), aliases: [] }];
  }
  return api.schemas
    .map(({ name, typeName }) => ({
      path: componentPath(typeName),
      isTyped: false,
      functions: components.filter(({ schema }) => schema.name === name).map(({ printed }) => printed),
      aliases: [],
    }))
    .filter(({ functions }) => functions.length > 0);
}
