/** References to components, in the form that leaves values alone. */
export const componentPrefix = '#/components/schemas/';

/** References to components in the JSON text of a schema, each once; data that looks like one does no harm. */
export function componentsIn(text: string): string[] {
  const found = text.matchAll(/"(#\/components\/schemas\/(?:[^"\\]|\\.)+)"/g);
  return [...new Set([...found].map(([written]) => JSON.parse(written) as string))];
}

/** Where the form of a component stands that fills in defaults. */
export const fillPrefix = '#/fill/';

/** `X` of `#/components/schemas/X`. */
export function componentName(reference: string): string {
  return reference.slice(componentPrefix.length);
}

/** Whichever form is referred to, the plain one. */
export function plainReference(reference: string): string {
  return reference.startsWith(fillPrefix) ? componentPrefix + reference.slice(fillPrefix.length) : reference;
}

/** The id of a component for Ajv, to which references are URIs: a name may have any characters. */
export function compiledReference(reference: string): string {
  return componentPrefix + encodeURIComponent(componentName(reference));
}

/** The same of the form that fills in defaults. */
export function fillReference(reference: string): string {
  return fillPrefix + encodeURIComponent(componentName(reference));
}
