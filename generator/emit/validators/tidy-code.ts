/**
 * Ajv prints for every case there is; this takes away what a contract's validators never need, so that a diff of them can be
 * read and valid data passes with less work. Each step leaves alone what it does not know.
 */
export function tidyCode(code: string, isDynamic: boolean): string {
  const steps = [withoutSourceUrl, withShortErrors, withQuickLengths, ...(isDynamic ? [] : [withPathsOnError]), withWholeTexts];
  return steps.reduce((text, step) => step(text), code);
}

function withoutSourceUrl(code: string): string {
  return code.replace(/\/\*# sourceURL=.*? \*\/;?\n?/g, '');
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
 * own data, and whoever calls it puts its own before them, when there are errors. Nothing else of what Ajv hands on is used,
 * unless there is a `$dynamicRef`.
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
