/** How a file is made of entries that are printed each on its own. */
export interface Layout {
  /** What stands between two of them. */
  readonly gap: RegExp;
  /** How an entry begins, up to its name; anything else is made of all of them together. */
  readonly entry: RegExp;
  /** What is there if anything in the file needs it. */
  readonly shared?: RegExp;
}

const blocks = /(\n\n)/;
const quoted = "'(?:[^'\\\\]|\\\\.)*'";

const layouts: readonly (Layout & { readonly path: RegExp })[] = [
  { path: /^types\.ts$/, gap: blocks, entry: /^export type \w+ = /m },
  { path: /^operations\/[^/]+\.ts$/, gap: blocks, entry: /^export (type|interface) \w+/m, shared: /^(?:\/\*\*.*\*\/\n)?type (?:Filled|WithFiles)</ },
  {
    path: /^operations\.ts$/,
    gap: /(\nimport type \{ | \} from '\.\/operations\/|, |\n)/,
    entry: /^(\w+|[\w-]+\.ts';|export type \* from .*| {2}readonly (?:'(?:[^'\\]|\\.)*'|\w+): .*)$/,
  },
  { path: /^handlers\.ts$/, gap: /(\n)/, entry: new RegExp(`^(import \\{ \\w+ as | {2}(?:${quoted}|\\w+): )`) },
  {
    path: /^client\/index\.ts$/,
    gap: /(\n\n {2}return \{\n|\n {2}\};\n\}|\n\n)/,
    entry: /^(export type \w+Outcome = | {4}async \w+\()/m,
    shared: /^(?:\/\*\*.*\*\/\n)?type (?:Input|WithBody|WithFiles)</,
  },
  { path: /^outline\.txt$/, gap: /(\n(?=\S))/, entry: /^(operation|schema) \S+/ },
  { path: /^contract-cases\.js$/, gap: /(\n(?= {2}\{|\];))/, entry: new RegExp(`^ {2}\\{(?:\\n.*| title: ${quoted})`) },
  { path: /^contract-tests\.ts$/, gap: /( \| |export type OperationId = |;\n)/, entry: new RegExp(`^${quoted}$`) },
  { path: /^routes\.js$/, gap: /(\n)/, entry: new RegExp(`^ {2}\\{ id: ${quoted}, `) },
];

/** Undefined for a file that is not known to be made of such entries. */
export function layoutOf(path: string): Layout | undefined {
  return layouts.find((one) => one.path.test(path));
}
