import type { OutputFile } from '../emit/output-file.ts';
import { render } from '../emit/render.ts';

export interface NewProject {
  /** Of the package, the service and its contract. */
  readonly name: string;
  readonly database: boolean;
  /** Where npm finds the package: a version or a file. */
  readonly specwright: string;
}

/** What a new project begins with, besides what `generate` and `scaffold` add to it. */
export function projectFiles({ name, database, specwright }: NewProject): OutputFile[] {
  const view = { name, database, specwright: JSON.stringify(specwright) };
  const templates = { ...always(name), ...(database ? withDatabase : {}) };
  return Object.entries(templates).map(([path, template]) => ({ path, text: render(`project/${template}`, view) }));
}

/** Template by path. */
function always(name: string): Readonly<Record<string, string>> {
  return {
    [`spec/${name}/openapi.yaml`]: 'openapi.yaml',
    [`handlers/${name}/context.ts`]: 'context.ts',
    [`handlers/${name}/greetings/say-hello.ts`]: 'say-hello.ts',
    [`test/api/${name}/greetings/say-hello.test.ts`]: 'say-hello.test.ts',
    'test/contract.test.ts': 'contract.test.ts',
    'test/start-for-test.ts': 'start-for-test.ts',
    'test/run.ts': 'run-tests.ts',
    'service.ts': 'service.ts',
    'main.ts': 'main.ts',
    'README.md': 'README.md',
    'specwright.yaml': 'specwright.yaml',
    'package.json': 'package.json',
    'tsconfig.json': 'tsconfig.json',
    '.gitignore': 'gitignore',
    '.github/workflows/test.yml': 'workflow.yml',
  };
}

const withDatabase: Readonly<Record<string, string>> = {
  'database/open-database.ts': 'open-database.ts',
  'database/embedded-server.ts': 'embedded-server.ts',
  'database/run-unprivileged.ts': 'run-unprivileged.ts',
  'database/migrate.ts': 'migrate.ts',
  'migrations/0001-greetings.sql': 'greetings.sql',
};
