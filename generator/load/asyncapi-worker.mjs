// Runs @asyncapi/parser, which is slow to load, beside everything else. Plain JavaScript, because a worker starts without
// the loader for TypeScript. Gets { id, text }, a document without references to other files; answers { id, diagnostics }.
import { parentPort } from 'node:worker_threads';
import { Parser } from '@asyncapi/parser';

const parser = new Parser();
const allDocuments = {};

// Both rules check a document against AsyncAPI's own schema. What they compile of it they keep for each document apart, although
// the schema is the same for all: a third of a second each time. So they are told that every document is the same one.
for (const name of ['asyncapi-document-resolved', 'asyncapi-document-unresolved']) {
  for (const step of parser.spectral.ruleset.rules[name].then) {
    const check = step.function;
    step.function = (value, options, context) => check(value, options, { ...context, documentInventory: allDocuments });
  }
}

parentPort.on('message', async ({ id, text }) => {
  try {
    const diagnostics = await parser.validate(text);
    parentPort.postMessage({ id, diagnostics: diagnostics.map(({ code, severity, message, path }) => ({ code, severity, message, path })) });
  } catch (error) {
    parentPort.postMessage({ id, failure: String(error) });
  }
});
