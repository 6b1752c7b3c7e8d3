// A worker is started with the arguments of Node that its parent was started with, and those of tests may know no TypeScript.
import '../../../bin/sources.mjs';

await import('./worker-program.ts');
