/** The public face of the generator (`specwright`): what the commands do, for programs. */
export { loadApi } from './model/load-api.ts';
export type { LoadedApi, LoadOptions } from './model/load-api.ts';
export { Refusals } from './load/refusals.ts';
export type { Refusal } from './load/refusal.ts';
export type { RefusalCode } from './load/refusal-codes.ts';
export { formatRefusals } from './load/format-refusals.ts';
export { emitFiles } from './emit/emit-files.ts';
export { lintContract } from './lint/lint-contract.ts';
export type { LintOptions } from './lint/lint-contract.ts';
export type { Finding, Severity } from './lint/finding.ts';
export { createMock } from './commands/mock/create-mock.ts';
export type { CreateMockOptions, Mock } from './commands/mock/create-mock.ts';
export { serveMock } from './commands/mock/serve-mock.ts';
export type { ServedMock, ServeMockOptions } from './commands/mock/serve-mock.ts';
export type * from './model/types.ts';
