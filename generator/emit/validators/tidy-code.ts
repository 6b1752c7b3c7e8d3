/**
 * Ajv prints for every case there is; this takes away what a contract's validators never need, so that a diff of them can be
 * read and valid data passes with less work. Each step leaves alone what it does not know.
 */
export function tidyCode(code: string, isDynamic: boolean): string {
  const steps = [withoutSourceUrl, withShortErrors, withQuickLengths, ...(isDynamic ? [] : [withoutContext]), withWholeTexts];
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

/** Of what Ajv hands from function to function, only the path is used, unless there is a `$dynamicRef`. */
function withoutContext(code: string): string {
  return code
    .replace(context, 'instancePath = ""')
    .replace(/\{instancePath:(.*?),parentData:.*?,rootData,dynamicAnchors\}/g, '$1')
    .replaceAll('{instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}', 'instancePath');
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
