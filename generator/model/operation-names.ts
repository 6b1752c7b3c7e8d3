import { camelCase, kebabCase, operationTypeName } from './letter-case.ts';
import { allocateNames, type Naming } from './name-allocator.ts';
import { reservedFileNames, reservedFunctionNames } from './reserved-words.ts';

const functionNaming: Naming = {
  spell: functionCase,
  prefix: 'operation',
  suffix: 'operation',
  reserved: reservedFunctionNames,
  derived: (name) => [...derivedTypeNames(operationTypeName(name)), ...handlerTypeNames(operationTypeName(name))],
};

/** A function must not be called like its types, as it would in scripts without capital letters. */
function functionCase(text: string): string {
  const name = camelCase(text);
  return name !== '' && name === operationTypeName(name) ? camelCase(`operation ${name}`) : name;
}

/** Types that hey-api prints for an operation and that generated code relies on; no schema may take their names. */
export function derivedTypeNames(typeName: string): string[] {
  return ['Data', 'Responses', 'Errors'].map((suffix) => typeName + suffix);
}

/** Types beside that of an operation's handler, and of what clients get; other operations have theirs in the same files. */
function handlerTypeNames(typeName: string): string[] {
  return ['Request', 'Reply', 'Outcome'].map((suffix) => typeName + suffix);
}

export interface OperationNames {
  readonly functionName: string;
  readonly typeName: string;
  readonly fileName: string;
}

/** Names of operations by their ids. */
export function nameOperations(ids: readonly string[]): Map<string, OperationNames> {
  const names = new Map<string, OperationNames>();
  for (const [id, functionName] of allocateNames(ids, functionNaming)) {
    names.set(id, { functionName, typeName: operationTypeName(functionName), fileName: fileName(functionName, 'operation') });
  }
  return names;
}

/** A file or folder name for a name: `create-session`. */
export function fileName(text: string, kind: string): string {
  const name = kebabCase(text) || kind;
  return reservedFileNames.has(name) ? `${name}-${kind}` : name;
}
