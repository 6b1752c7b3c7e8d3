/**
 * Fact of uWebSockets.js: it is a prebuilt binary per platform and Node version, and it throws a page of text where
 * none fits. It also signs every answer with a header of its own, which `_cfg('silent')` turns off.
 */
import { createRequire } from 'node:module';
import { RuntimeError } from '../errors.ts';
import type * as uWebSockets from 'uWebSockets.js';

type Library = typeof uWebSockets;

/** @throws RuntimeError `socket-library-missing` where no binary fits this machine. */
export function loadSocketLibrary(load: () => Library = requireLibrary): Library {
  try {
    return load();
  } catch (error) {
    throw new RuntimeError('socket-library-missing', unsupportedSentence(), { cause: error });
  }
}

/** Loaded once: `require` remembers. */
function requireLibrary(): Library {
  const loaded = createRequire(import.meta.url)('uWebSockets.js') as Library & { _cfg(key: string): void };
  loaded._cfg('silent');
  return loaded;
}

function unsupportedSentence(): string {
  return `uWebSockets.js has no binary for Node ${process.versions.node} on ${process.platform}-${process.arch}: `
    + 'use Node 20 on glibc 2.27 or newer, macOS or Windows, or point the package alias "uWebSockets.js" at a build for this machine.';
}
