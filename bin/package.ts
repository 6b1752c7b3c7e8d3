#!/usr/bin/env node
import { dispatch } from './dispatch.ts';

/** The `specwright` command of the package: what serves a project that depends on it. */
process.exitCode = await dispatch(
  {
    init: {
      purpose: 'create a project of your own',
      load: async () => (await import('../generator/commands/init.ts')).init,
    },
    generate: {
      purpose: 'print generated/ from spec/ (--check: only compare)',
      load: async () => (await import('../generator/commands/generate.ts')).generate,
    },
    scaffold: {
      purpose: 'create handler and test files that are missing',
      load: async () => (await import('../generator/commands/scaffold.ts')).scaffold,
    },
    lint: {
      purpose: 'check contracts without printing anything',
      load: async () => (await import('../generator/commands/lint.ts')).lint,
    },
    diff: {
      purpose: 'what a new contract breaks for those who rely on the old one',
      load: async () => (await import('./diff.ts')).diff,
    },
    dev: {
      purpose: 'serve, and follow what you write',
      load: async () => (await import('../generator/commands/dev.ts')).dev,
    },
    verify: {
      purpose: 'hold a running server against its contract',
      load: async () => (await import('./verify.ts')).verify,
    },
    drift: {
      purpose: 'what a running server answers and its contract lacks, and the reverse',
      load: async () => (await import('./drift.ts')).drift,
    },
    mock: {
      purpose: 'answer from a document alone',
      load: async () => (await import('../generator/commands/mock.ts')).mock,
    },
  },
  process.argv.slice(2),
);
