import { serve } from 'specwright/runtime';
import { createBuiltInAssistant } from '../../domain/assistant/built-in-assistant.ts';
import { openDatabase } from '../../domain/database/database.ts';
import { EventFeed } from '../../domain/event/event-feed.ts';
import { contract } from '../../generated/rustygpt/contract.ts';
import { channelHandlers, handlers } from '../../generated/rustygpt/handlers.ts';
import type { Context } from '../../handlers/rustygpt/context.ts';
import { problems } from '../../handlers/rustygpt/problems.ts';
import * as signIn from '../../handlers/rustygpt/sign-in.ts';
import { readRustygpt } from '../../main/rustygpt.ts';
import { Variables } from '../../main/settings.ts';

/** The service whose streams are measured, as in production but for the limits, which would refuse what drives it. */
const db = openDatabase({ url: process.env['DATABASE_URL'] ?? '', pooler: false });
const services = {
  assistant: createBuiltInAssistant(),
  events: new EventFeed(),
  ...readRustygpt(new Variables({ LIMITS: 'off' })),
} as Partial<Context['services']> as Context['services'];
const service = { contract, handlers, channelHandlers, problems, ...signIn };
const settings = { mode: 'production', host: '127.0.0.1', port: 0, logLevel: 'silent', maxConcurrentRequests: 10_000 } as const;
const running = await serve(service, { db, services, settings });
console.log(`listening ${running.port}`);
