import path from 'node:path';
import ts from 'typescript';

/** Options of the projects that `specwright init` creates, but for libraries in place of the whole of node's types. */
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: ['node'],
  strict: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  allowImportingTsExtensions: true,
  isolatedModules: true,
  skipLibCheck: true,
  noEmit: true,
};

/** Type errors of each project, in lines; all projects of a call are one program, since most of the time goes into the libraries. */
export function checkTypes(projects: readonly string[]): Map<string, string[]> {
  const roots = projects.flatMap((project) => ts.sys.readDirectory(project, ['.ts'], [], ['generated/**/*', 'handlers/**/*']));
  const program = ts.createProgram(roots, options);
  const errors = new Map(projects.map((project): [string, string[]] => [project, []]));
  for (const diagnostic of ts.getPreEmitDiagnostics(program)) {
    const file = diagnostic.file?.fileName;
    const project = projects.find((folder) => file?.startsWith(folder + path.sep)) ?? projects[0];
    if (project !== undefined) errors.get(project)?.push(errorLine(diagnostic, project));
  }
  return errors;
}

function errorLine({ file, start, messageText }: ts.Diagnostic, project: string): string {
  const text = ts.flattenDiagnosticMessageText(messageText, ' ');
  if (file === undefined || start === undefined) return text;
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return `${path.relative(project, file.fileName)}:${line + 1}:${character + 1} ${text}`;
}
