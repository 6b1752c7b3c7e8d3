import { kebabCase } from '../../model/letter-case.ts';
import { header, type OutputFile } from '../output-file.ts';
import { relativeModule } from '../relative-module.ts';
import { render } from '../render.ts';
import type { PrintedFunction } from './printed-function.ts';

/** One file of validators. */
export interface ValidatorModule {
  /** Relative to `validators/`, without extension. */
  readonly path: string;
  /** False for what only other validators import. */
  readonly isTyped: boolean;
  readonly functions: readonly PrintedFunction[];
  /** Functions of this or another file under the names that the tables use. */
  readonly aliases: readonly { readonly name: string; readonly target: string }[];
}

/** The JavaScript of a module and its types. `moduleOf` says in which module a function stands. */
export function printModule(source: string, module: ValidatorModule, moduleOf: (name: string) => string): OutputFile[] {
  const constants = [...new Set(module.functions.flatMap((printed) => printed.constants))];
  const js = render('validators', {
    header: header(source),
    runtime: [...new Set(module.functions.flatMap(({ imports }) => imports))].sort().join(', '),
    usesRuntime: module.functions.some(({ imports }) => imports.length > 0),
    imports: importLines(module, moduleOf),
    exports: exportLines(module, moduleOf),
    constants: constants.map((text, index) => `const ${constantName(text, index)} = ${text};`),
    functions: module.functions.map((printed) => withConstants(printed, constants)),
  });
  const script = { path: `validators/${module.path}.js`, text: js };
  if (!module.isTyped) return [script];
  const names = [...module.functions, ...module.aliases].map(({ name }) => name).sort();
  return [
    script,
    { path: `validators/${module.path}.d.ts`, text: render('validators-types', { header: header(source), names }) },
  ];
}

/** `offer.js` for a component's own file. */
export function componentPath(typeName: string): string {
  return `schemas/${kebabCase(typeName)}`;
}

function importLines(module: ValidatorModule, moduleOf: (name: string) => string): string[] {
  const called = module.functions.flatMap(({ calls }) => calls).filter((name) => moduleOf(name) !== module.path);
  return grouped(called.map((name) => [moduleOf(name), name])).map(
    ([path, names]) => `import { ${[...new Set(names)].sort().join(', ')} } from '${relativeModule(module.path, path)}';`,
  );
}

function exportLines(module: ValidatorModule, moduleOf: (name: string) => string): string[] {
  return grouped(module.aliases.map(({ name, target }) => [moduleOf(target), `${target} as ${name}`])).map(([path, names]) => {
    const from = path === module.path ? '' : ` from '${relativeModule(module.path, path)}'`;
    return `export {\n${names.map((name) => `  ${name},\n`).join('')}}${from};`;
  });
}

function grouped(pairs: readonly (readonly [string, string])[]): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const [path, name] of pairs) groups.set(path, [...(groups.get(path) ?? []), name]);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function constantName(text: string, index: number): string {
  return `${text.startsWith('new RegExp') ? 'pattern' : 'constant'}${index + 1}`;
}

function withConstants({ code, constants }: PrintedFunction, all: readonly string[]): string {
  return code.replace(/\bconstant(\d+)\$/g, (_, index: string) => {
    const text = constants[Number(index)] ?? '';
    return constantName(text, all.indexOf(text));
  });
}
