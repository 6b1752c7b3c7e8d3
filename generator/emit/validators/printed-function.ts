import type { AnyValidateFunction } from 'ajv/dist/core.js';
import type { ValueScopeName } from 'ajv/dist/compile/codegen/index.js';
import type { SchemaFeatures } from '../../model/schema-features.ts';
import { indentCode } from './indent-code.ts';
import { tidyCode } from './tidy-code.ts';

/** A validator as text, with final names. */
export interface PrintedFunction {
  readonly name: string;
  /** Constants are written `constant<n>$`, `n` being the index in `constants`. */
  readonly code: string;
  /** Names of the functions that it calls. */
  readonly calls: readonly string[];
  /** Expressions that are evaluated once, when the module is loaded. */
  readonly constants: readonly string[];
  /** What it needs of `specwright/runtime`. */
  readonly imports: readonly string[];
}

/** Ajv's own helpers, by the module that its code would `require`. */
const runtimeFunctions: Readonly<Record<string, string>> = {
  'require("ajv/dist/runtime/ucs2length").default': 'textLength',
  'require("ajv/dist/runtime/equal").default': 'isEqual',
  keepClosest: 'keepClosest',
  isMultiple: 'isMultiple',
  findDuplicate: 'findDuplicate',
};

export interface PrintOptions {
  readonly features: SchemaFeatures;
  /** The final name of another function that the printed one calls. */
  readonly nameOf: (called: AnyValidateFunction) => string;
}

/** Prints a compiled function. */
export function printFunction(name: string, validate: AnyValidateFunction, options: PrintOptions): PrintedFunction {
  const source = validate.source;
  if (source === undefined) throw new Error(`the schema of ${name} was compiled without source`);
  const replacements = new Map<string, Replacement>([[source.validateName.str, { kind: 'call', text: name }]]);
  for (const names of Object.values(source.scopeValues)) {
    for (const scopeName of names ?? []) replacements.set(scopeName.str, replacementOf(scopeName, options));
  }
  const evaluated =
    source.evaluated !== undefined && options.features.unevaluated
      ? `${source.validateName.str}.evaluated = ${source.evaluated.toString()};\n`
      : '';
  const code = withBigInts(indentCode(tidyCode(source.validateCode.toString()) + evaluated));
  return replaceNames(name, code, replacements);
}

/** Exact integers of a contract as literals: of defaults, which are data. */
function withBigInts(code: string): string {
  return code.includes('{"$int64":') ? code.replace(/\{"\$int64":"(-?\d+)"\}/g, '$1n') : code;
}

type Replacement =
  | { readonly kind: 'call' | 'import'; readonly text: string }
  | { readonly kind: 'constant'; readonly text: string }
  | { readonly kind: 'schema'; readonly value: unknown };

function replacementOf({ str, prefix, value }: ValueScopeName, { nameOf }: PrintOptions): Replacement {
  const code = value?.code?.toString() ?? '';
  switch (prefix) {
    case 'validate':
      return { kind: 'call', text: nameOf(value?.ref as AnyValidateFunction) };
    case 'wrapper':
    case 'root':
      return { kind: 'call', text: nameOf((value as { ref: { validate: AnyValidateFunction } }).ref.validate) };
    case 'schema':
      return { kind: 'schema', value: value?.ref };
    case 'formats':
      return { kind: 'import', text: code };
    case 'pattern':
      return { kind: 'constant', text: patternCode(value?.ref as RegExp) };
    case 'func':
      return runtimeFunctions[code] === undefined
        ? { kind: 'constant', text: code }
        : { kind: 'import', text: runtimeFunctions[code] };
    default:
      throw new Error(`Ajv printed ${str}, a kind of value that is not known here`);
  }
}

/** Ajv prints one flag for all patterns; some of a contract are only valid without it. */
function patternCode({ source, flags }: RegExp): string {
  return `new RegExp(${JSON.stringify(source)}, ${JSON.stringify(flags)})`;
}

/** A text in quotes, or a name of Ajv's with the path that follows it. */
const names =
  /"(?:[^"\\]|\\.)*"|\b(?:(?:wrapper|root)\d+\b(?:\.validate\b)?|(?:validate|schema|formats|pattern|func)\d+\b)((?:\.[A-Za-z_$][\w$]*|\["(?:[^"\\]|\\.)*"\]|\[\d+\])*)/g;

function replaceNames(name: string, code: string, replacements: ReadonlyMap<string, Replacement>): PrintedFunction {
  const calls = new Set<string>();
  const imports = new Set<string>();
  const constants: string[] = [];
  const constant = (text: string) => `constant${constants.includes(text) ? constants.indexOf(text) : constants.push(text) - 1}$`;
  const text = code.replace(names, (found: string, path: string | undefined) => {
    const replacement = replacements.get(/^\w+/.exec(found)?.[0] ?? '');
    if (replacement === undefined) return found;
    const rest = path ?? '';
    if (replacement.kind === 'schema') return schemaPart(replacement.value, rest, constant);
    if (replacement.kind === 'constant') return constant(replacement.text) + rest;
    (replacement.kind === 'call' ? calls : imports).add(replacement.text.replace(/[^\w\p{L}].*/u, ''));
    return replacement.text + rest;
  });
  calls.delete(name);
  for (const [, helper = ''] of text.matchAll(/\b(isLonger|isShorter|joinErrors)\(/g)) imports.add(helper);
  return {
    name,
    code: text,
    calls: [...calls],
    constants,
    imports: [...imports].filter((word) => new RegExp(`\\b${word}\\b`).test(text)),
  };
}

/** The part of a schema that the code reads: a short one in place, a long one once for the module. */
function schemaPart(schema: unknown, path: string, constant: (text: string) => string): string {
  const steps = [...path.matchAll(/\.([A-Za-z_$][\w$]*)|\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]/g)];
  const value = steps.reduce<unknown>((part, [, word, quoted, index]) => {
    const key = word ?? (quoted === undefined ? index : (JSON.parse(`"${quoted}"`) as string)) ?? '';
    return (part as Record<string, unknown>)[key];
  }, schema);
  const text = JSON.stringify(value);
  return text.length <= 60 && (typeof value !== 'object' || path.endsWith('.enum')) ? text : constant(text);
}
