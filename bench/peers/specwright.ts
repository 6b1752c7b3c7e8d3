import { serve, type OperationRow, type ResponseCheck } from 'specwright/runtime';
import { contract } from '../generated/bench/contract.ts';
import { channelHandlers, handlers } from '../generated/bench/handlers.ts';
import { problems } from '../handlers/bench/problems.ts';
import { signIn } from '../handlers/bench/sign-in.ts';

/** Ours, as in production: validation, response check by sample, a log line of each failed request. */
const responseCheck = (process.env['RESPONSE_CHECK'] ?? 'sample') as ResponseCheck;
const settings = { mode: 'production', host: '127.0.0.1', port: 0, logLevel: 'warn', responseCheck } as const;

/** Copies of the first operations under other paths: what a service of that size has in its tables. */
const more = Array.from({ length: Number(process.env['MORE_ROUTES'] ?? 0) }, (_, index): OperationRow => {
  const row = contract.operations[index % contract.operations.length] as OperationRow;
  return { ...row, id: `${row.id}${index}`, path: `/more${index}${row.path}` };
});
const allHandlers: Record<string, (request: never) => unknown> = { ...handlers };
for (const { id } of more) allHandlers[id] = allHandlers[id.replace(/\d+$/, '')] as (request: never) => unknown;

const service = await serve(
  { contract: { ...contract, operations: [...contract.operations, ...more] }, handlers: allHandlers, channelHandlers, problems, signIn },
  { db: undefined, services: undefined, settings },
);
console.log(`listening ${service.port}`);
