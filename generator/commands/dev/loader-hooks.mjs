// Module hooks of the process that `specwright dev` starts (Node's documentation, "Customization Hooks"). Plain JavaScript: they are
// loaded before anything that could compile them.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const runtime = 'specwright/runtime';
const ours = 'data:text/javascript,';

let serveForDevelopment;

/** `serveForDevelopment` is the address of the module that exports it. */
export function initialize(given) {
  serveForDevelopment = given.serveForDevelopment;
}

export async function resolve(specifier, context, nextResolve) {
  const parent = context.parentURL ?? '';
  if (parent.startsWith(ours)) return nextResolve(specifier, context);
  if (specifier === runtime) return toModule(developmentRuntime((await nextResolve(specifier, context)).url));
  try {
    return await nextResolve(specifier, context);
  } catch (error) {
    const stub = error?.code === 'ERR_MODULE_NOT_FOUND' && isHandlersTable(parent) ? stubFor(specifier, parent) : undefined;
    if (stub === undefined) throw error;
    return toModule(stub);
  }
}

/** The runtime, but for `serve`. */
function developmentRuntime(url) {
  return `export * from ${JSON.stringify(url)};
import { grant, parseWithIntegers, serve as plainServe } from ${JSON.stringify(url)};
import { serveForDevelopment } from ${JSON.stringify(serveForDevelopment)};
export const serve = serveForDevelopment(plainServe, { grant, parseWithIntegers });`;
}

function isHandlersTable(parent) {
  return /\/generated\/[^/]+\/handlers\.[jt]s(\?|$)/.test(parent);
}

/** What stands in for a file that is not there: everything that the table of handlers imports from it. */
function stubFor(specifier, parent) {
  const text = readFileSync(fileURLToPath(parent.replace(/\?.*$/, '')), 'utf8');
  const line = text.split('\n').find((candidate) => candidate.endsWith(`from '${specifier}';`));
  if (line === undefined) return undefined;
  if (line.startsWith('import * as ')) return channelStub;
  const [, name] = /^import \{ (\w+)/.exec(line) ?? [];
  return name && `const missing = () => { throw Object.assign(new Error(${JSON.stringify(`${name} has no handler yet`)}), { name: 'NotImplemented' }); };
missing[Symbol.for('specwright.unwritten')] = true;
export { missing as ${name} };`;
}

const channelStub = `export const open = () => ({});
export const close = () => undefined;
export const problem = ({ code }) => ({ close: { code: 1008, reason: code } });`;

function toModule(source) {
  return { url: ours + encodeURIComponent(source), format: 'module', shortCircuit: true };
}
