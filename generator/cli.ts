export { explainError } from './commands/explain-error.ts';
export { generate } from './commands/generate.ts';
export { scaffold } from './commands/scaffold.ts';
