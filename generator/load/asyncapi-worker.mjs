// Runs @asyncapi/parser, which is slow to load, beside everything else. Plain JavaScript, because a worker starts without
// the loader for TypeScript. Gets { id, text }, a document without references to other files; answers { id, diagnostics }.
import { parentPort } from 'node:worker_threads';
import { Parser } from '@asyncapi/parser';

const parser = new Parser();

parentPort.on('message', async ({ id, text }) => {
  try {
    const diagnostics = await parser.validate(text);
    parentPort.postMessage({ id, diagnostics: diagnostics.map(({ code, severity, message, path }) => ({ code, severity, message, path })) });
  } catch (error) {
    parentPort.postMessage({ id, failure: String(error) });
  }
});
