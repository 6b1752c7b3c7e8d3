// Module hooks. One hands out the TypeScript that this package asks for, whichever the project has: hey-api takes any by its own
// word, and ends with version 7, which has no such interface. The other hands it out by `require`. Imported as it is, Node looks through its nine megabytes twice, for the format
// and for the names of what it exports, which takes longer than running it. hey-api imports nothing but the default.
import { fileURLToPath } from 'node:url';

export function resolve(specifier, context, next) {
  return next(specifier, specifier === 'typescript' ? { ...context, parentURL: import.meta.url } : context);
}

export function load(url, context, next) {
  if (!url.endsWith('/typescript/lib/typescript.js')) return next(url, context);
  const source = `import { createRequire } from 'node:module';
export default createRequire(import.meta.url)(${JSON.stringify(fileURLToPath(url))});`;
  return { format: 'module', shortCircuit: true, source };
}
