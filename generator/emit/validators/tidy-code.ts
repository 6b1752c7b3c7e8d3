/**
 * Ajv prints for every case there is; this takes away what a contract's validators never need, so that a diff of them can be
 * read and valid data passes with less work. Each step leaves alone what it does not know.
 */
export function tidyCode(code: string): string {
  const steps = [withoutSourceUrl, withoutUnused, withoutEmptyChecks, withShortErrors, withQuickLengths, withPathsOnError, withWholeTexts];
  return steps.reduce((text, step) => step(text), code);
}

function withoutSourceUrl(code: string): string {
  return code.replace(/\/\*# sourceURL=.*? \*\/;?\n?/g, '');
}

/** Ajv counts errors and remembers results for the case that someone asks; what nobody asks for goes, and what that asked for. */
function withoutUnused(code: string): string {
  const reads = new Map<string, number>();
  const count = (name: string, by: number) => reads.set(name, (reads.get(name) ?? 0) + by);
  for (const [name] of code.matchAll(counters)) count(name, 1);
  for (const [, name = ''] of code.matchAll(countings)) count(name, -1);
  const text = code.replace(countings, (line, name: string) => (reads.get(name) === 0 ? '' : line));
  return text.length === code.length ? code : withoutUnused(text);
}

const counters = /\b(?:_errs|_?valid)\d+\b/g;
const countings = /^(?:const |let |var )((?:_errs|_?valid)\d+)(?: = (?:errors|true|false|_errs\d+ === errors))?;\n/gm;

/** `else {` or `if(…){` and `}` with nothing between, where no `else` follows. */
function withoutEmptyChecks(code: string): string {
  return code.replace(/^else \{\n\}\n/gm, '').replace(/^if\(.*\)\{\n\}\n(?!else)/gm, '');
}

/** Eight lines for each error become two. */
function withShortErrors(code: string): string {
  return code.replace(
    /const (err\d+) = (\{.*\});\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}\n/g,
    '(vErrors ??= []).push($2);\n',
  );
}

const context = '{instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}';

/** A call of another validator, and what Ajv does with its errors. Groups: the function, its argument, the path below ours. */
const call =
  /if\(!\(((?:validate|wrapper|root)\d+(?:\.validate)?)\((.+), \{instancePath(?::instancePath\+(.*?))?,parentData.*?,rootData,dynamicAnchors\}\)\)\)\{\nvErrors = vErrors === null \? \1\.errors : vErrors\.concat\(\1\.errors\);/g;

/**
 * Ajv hands each function the path to its data, made anew for valid data too. Here a function knows only the paths below its
 * own data, and whoever calls it puts its own before them, when there are errors. Nothing else of what Ajv hands on is used.
 */
function withPathsOnError(code: string): string {
  const text = code
    .replace(`data, ${context}`, 'data')
    .replace(call, (_, name: string, data: string, path = '""') => `if(!(${name}(${data}))){\nvErrors = joinErrors(vErrors, ${name}.errors, ${path});`)
    .replaceAll('{instancePath,schemaPath:', '{instancePath:"",schemaPath:')
    .replaceAll('{instancePath:instancePath+', '{instancePath:');
  if (text.includes('rootData,dynamicAnchors}')) throw new Error(`Ajv printed a call that is not known here: ${text}`);
  return text;
}

/** Characters are counted (as JSON Schema does, by code point) only where the number of code units leaves a doubt. */
function withQuickLengths(code: string): string {
  return code
    .replace(/\bfunc\d+\((\w+)\) > (\d+)/g, 'isLonger($1, $2)')
    .replace(/\bfunc\d+\((\w+)\) < (\d+)/g, 'isShorter($1, $2)');
}

/** `"must be "+"this"` is one text. */
function withWholeTexts(code: string): string {
  return code.replace(/"(?:[^"\\]|\\.)*"(?:\+"(?:[^"\\]|\\.)*")*/g, (texts) => texts.replaceAll(/(?<!\\)((?:\\\\)*)"\+"/g, '$1'));
}
