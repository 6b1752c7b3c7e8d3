import { serve, type RunningService, type Settings } from 'specwright/runtime';
import type { Database } from '../domain/database/database.ts';
import type { Context as GeneralBotsContext } from '../handlers/general-bots/context.ts';
import type { RustygptServices } from '../handlers/rustygpt/context.ts';
import type { Context as VirtualBankerContext } from '../handlers/virtual-banker/context.ts';
import type { ApiName } from './configuration.ts';

/** What the handlers of all services work with. */
export type AnyServices = VirtualBankerContext['services'] & GeneralBotsContext['services'] & RustygptServices;

export interface StartInput {
  readonly db: Database;
  readonly services: AnyServices;
  readonly settings: Settings;
}

/** How each service is started. What a service consists of is loaded then: its contract and handlers are hundreds of modules. */
export const starters: Readonly<Record<ApiName, (input: StartInput) => Promise<RunningService>>> = {
  'virtual-banker': async (input) => serve((await import('./services/virtual-banker.ts')).virtualBanker, input),
  'general-bots': async (input) => serve((await import('./services/general-bots.ts')).generalBots, input),
  stella: async (input) => serve((await import('./services/stella.ts')).stella, input),
  rustygpt: async (input) => serve((await import('./services/rustygpt.ts')).rustygpt, input),
};
