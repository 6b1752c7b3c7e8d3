import { header, type OutputFile } from '../output-file.ts';
import { relativeModule } from '../relative-module.ts';
import { render } from '../render.ts';
import { nameConstants, type PrintedSerializer } from './printed-serializer.ts';

/** One file of serialisers. */
export interface SerializerModule {
  /** Relative to `serializers/`, without extension. */
  readonly path: string;
  /** False for what only other serialisers import. */
  readonly isTyped: boolean;
  readonly functions: readonly PrintedSerializer[];
  /** Functions of other files under the names that the tables use. */
  readonly aliases: readonly { readonly name: string; readonly target: string }[];
}

/** The JavaScript of a module and its types. `moduleOf` says in which module a component's function stands. */
export function printSerializers(source: string, module: SerializerModule, moduleOf: (name: string) => string): OutputFile[] {
  const { functions, aliases, path } = module;
  const constants = [...new Set(functions.flatMap((printed) => printed.constants))];
  const called = functions.flatMap(({ calls }) => calls).filter((name) => moduleOf(name) !== path);
  const runtime = [...new Set(functions.flatMap(({ imports }) => imports))].sort();
  const text = render('serializers', {
    header: header(source),
    usesRuntime: runtime.length > 0,
    runtime: runtime.join(', '),
    imports: byModule(called, moduleOf).map(([from, names]) => `import { ${names.join(', ')} } from '${relativeModule(path, from)}';`),
    exports: aliases.map(({ name, target }) => `export { ${target} as ${name} } from '${relativeModule(path, moduleOf(target))}';`),
    constants: constants.map((expression, index) => `const ${constantName(expression, index)} = ${expression};`),
    functions: functions.map((printed) => withConstants(printed, constants)),
  });
  const names = [...functions, ...aliases].map(({ name }) => name).sort();
  const script = { path: `serializers/${path}.js`, text };
  if (!module.isTyped) return [script];
  return [script, { path: `serializers/${path}.d.ts`, text: render('serializers-types', { header: header(source), names }) }];
}

function byModule(names: readonly string[], moduleOf: (name: string) => string): [string, string[]][] {
  const modules = [...new Set(names.map(moduleOf))].sort();
  return modules.map((module) => [module, [...new Set(names)].filter((name) => moduleOf(name) === module).sort()]);
}

function constantName(expression: string, index: number): string {
  const kind = expression.startsWith('propertyKey') ? 'key' : expression.startsWith('knownValues') ? 'known' : 'declared';
  return `${kind}_${index + 1}`;
}

function withConstants({ code, constants }: PrintedSerializer, all: readonly string[]): string {
  return nameConstants(code, (index) => {
    const expression = constants[index] ?? '';
    return constantName(expression, all.indexOf(expression));
  });
}
