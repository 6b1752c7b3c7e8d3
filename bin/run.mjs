#!/usr/bin/env node
// What `npm start`, `npm test` and the other scripts call: makes sure that Node and the dependencies are right,
// then hands over to the specwright command. Plain JavaScript without dependencies, because there may be none yet.
import { ensureInstalled } from './ensure-installed.mjs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`specwright: needs Node 20.19 or newer, this is ${process.versions.node}. Install a newer Node and try again.`);
  process.exit(2);
}
ensureInstalled();
await import('./specwright.mjs');
