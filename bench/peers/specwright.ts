import { serve } from 'specwright/runtime';
import { contract } from '../generated/bench/contract.ts';
import { channelHandlers, handlers } from '../generated/bench/handlers.ts';
import { problems } from '../handlers/bench/problems.ts';
import { signIn } from '../handlers/bench/sign-in.ts';

/** Ours, as in production: validation, response check by sample, a log line of each failed request. */
const settings = { mode: 'production', host: '127.0.0.1', port: 0, logLevel: 'warn' } as const;
const service = await serve({ contract, handlers, channelHandlers, problems, signIn }, { db: undefined, services: undefined, settings });
console.log(`listening ${service.port}`);
