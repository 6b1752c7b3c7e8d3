import { serve, type ResponseCheck } from 'specwright/runtime';
import { contract } from '../generated/streams/contract.ts';
import { channelHandlers, handlers } from '../generated/streams/handlers.ts';
import { problems } from '../handlers/streams/problems.ts';
import { signIn } from '../handlers/streams/sign-in.ts';
import { Ticks } from './ticks.ts';

/** Ours, as in production: every message that comes is validated, of those that go a sample, or all. */
const responseCheck = (process.env['RESPONSE_CHECK'] ?? 'sample') as ResponseCheck;
const settings = { mode: 'production', host: '127.0.0.1', port: 0, logLevel: 'warn', responseCheck, maxConcurrentRequests: 20_000 } as const;

const services = { ticks: new Ticks() };
const service = await serve({ contract, handlers, channelHandlers, problems, signIn }, { db: undefined, services, settings });
console.log(`listening ${service.port}`);
