/** Keys of the components that a JSON text refers to: those of `$ref`, and the values of the `mapping` of a discriminator, whatever they are. */
export function referencesIn(written: string): string[] {
  const mappings = [...written.matchAll(/"mapping"\s*:\s*\{([^}]*)\}/g)].flatMap(([, members = '']) => [...members.matchAll(/:\s*"([^"]*)"/g)]);
  return [...written.matchAll(/"\$ref"\s*:\s*"([^"]*)"/g), ...mappings].map(([, reference = '']) => reference.replace(/^#\//, ''));
}

/** Whether a text of JSON or YAML may refer to what is not told by the name of a component, or in a way that is not seen from outside. */
export function hasUnusualReferences(text: string): boolean {
  return marks.some((mark) => text.includes(mark)) || elsewhere.test(text);
}

const escapes = ['\\/', '\\u002', '\\U0000002', '\\x2'];
const keywords = ['$id', '$anchor', '$dynamicRef', '$dynamicAnchor', 'operationRef'];
const marks = [...escapes, ...keywords.flatMap((keyword) => [`${keyword}"`, `${keyword}'`, `${keyword}:`])];

/** A reference to something else, or one of which the beginning is not on one line, or one with more than a name in it. */
const elsewhere = /\$ref["']?\s*:(?!\s*["']#\/components\/)|["']#[a-z/]{0,12}\\\n|#\/components\/[\w/.%~-]*(?:\\\n\s*[\w/.%~-]*)*(?!["'\s\w/.%~-]|\\\n)/;

/** The reference that begins at a place of a text: in YAML it may go on in the next line. */
export function referenceAt(text: string, at: number): string {
  return text.slice(at, at + longest).replaceAll(/\\\n\s*/g, '').replace(/["'][^]*$/, '');
}

const longest = 500;
