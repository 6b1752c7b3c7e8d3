import type { OutputFile } from './output-file.ts';

/** What hey-api printed for one slice of a document. */
export interface PrintedSlice {
  readonly files: readonly OutputFile[];
  /** Types that are another slice's to print. */
  readonly borrowed: ReadonlySet<string>;
}

/** The module of which each slice prints a part. */
const shared = 'types.gen.ts';

/** One module for all slices: the declarations of each slice, in order, with one list of imports. */
export function joinSlices(slices: readonly PrintedSlice[]): OutputFile[] {
  const [first] = slices;
  if (first === undefined || slices.length === 1) return [...(first?.files ?? [])];
  return [{ path: shared, text: joinModules(slices.flatMap((slice) => readModule(slice, shared))) }];
}

interface Module {
  readonly header: string;
  readonly imports: readonly { readonly from: string; readonly names: readonly string[] }[];
  readonly declarations: readonly string[];
}

/** A module of a slice without what it only borrowed. hey-api puts an empty line between declarations and nowhere else. */
function readModule({ files, borrowed }: PrintedSlice, path: string): Module[] {
  const text = files.find((file) => file.path === path)?.text;
  if (text === undefined) return [];
  const [header = '', ...blocks] = text.trimEnd().split('\n\n');
  const isImport = (block: string) => block.startsWith('import ');
  const imports = blocks.filter(isImport).flatMap((block) => block.split('\n').flatMap(readImport));
  const declarations = blocks.filter((block) => !isImport(block) && !borrowed.has(declaredName(block)));
  return [{ header, imports, declarations }];
}

/** `import type { A, B as C } from 'x'` → the names `type A` and `type B as C`. */
function readImport(line: string): { from: string; names: string[] }[] {
  const [, type, names, from] = /^import (type )?\{ (.*) \} from '(.*)';$/.exec(line) ?? [];
  if (names === undefined || from === undefined) throw new Error(`hey-api printed an import that is not known here: ${line}`);
  return [{ from, names: names.split(', ').map((name) => (type === undefined ? name : `type ${name}`)) }];
}

/** A comment before the declaration begins each of its lines with a space or with `/**`. */
function declaredName(block: string): string {
  return /^export (?:type|const|interface|class|function) ([\w\p{L}]+)/mu.exec(block)?.[1] ?? '';
}

function joinModules(modules: readonly Module[]): string {
  const imports = new Map<string, Set<string>>();
  for (const { from, names } of modules.flatMap((module) => module.imports)) {
    imports.set(from, new Set([...(imports.get(from) ?? []), ...names]));
  }
  const declarations = new Map(modules.flatMap((module) => module.declarations).map((block) => [declaredName(block) || block, block]));
  const lines = [...imports].sort(([a], [b]) => (a < b ? -1 : 1)).map(([from, names]) => importLine(from, [...names]));
  return [modules[0]?.header ?? '', ...(lines.length === 0 ? [] : [lines.join('\n')]), ...declarations.values(), ''].join('\n\n').replace(/\n\n$/, '\n');
}

function importLine(from: string, names: readonly string[]): string {
  const bare = (name: string) => name.replace('type ', '');
  const sorted = [...new Set(names.filter((name) => !name.startsWith('type ') || !names.includes(bare(name))))].sort((a, b) =>
    bare(a) < bare(b) ? -1 : 1,
  );
  return sorted.every((name) => name.startsWith('type '))
    ? `import type { ${sorted.map(bare).join(', ')} } from '${from}';`
    : `import { ${sorted.join(', ')} } from '${from}';`;
}
