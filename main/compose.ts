import type { Service } from 'specwright/runtime';
import { contract as generalBotsContract } from '../generated/general-bots/contract.ts';
import { channelHandlers as generalBotsChannels, handlers as generalBotsHandlers } from '../generated/general-bots/handlers.ts';
import { contract as rustygptContract } from '../generated/rustygpt/contract.ts';
import { channelHandlers as rustygptChannels, handlers as rustygptHandlers } from '../generated/rustygpt/handlers.ts';
import { contract as stellaContract } from '../generated/stella/contract.ts';
import { channelHandlers as stellaChannels, handlers as stellaHandlers } from '../generated/stella/handlers.ts';
import { contract as virtualBankerContract } from '../generated/virtual-banker/contract.ts';
import { channelHandlers as virtualBankerChannels, handlers as virtualBankerHandlers } from '../generated/virtual-banker/handlers.ts';
import type { Context as GeneralBotsContext } from '../handlers/general-bots/context.ts';
import { problems as generalBotsProblems } from '../handlers/general-bots/problems.ts';
import * as generalBotsSignIn from '../handlers/general-bots/sign-in.ts';
import type { Context as RustygptContext } from '../handlers/rustygpt/context.ts';
import { problems as rustygptProblems } from '../handlers/rustygpt/problems.ts';
import * as rustygptSignIn from '../handlers/rustygpt/sign-in.ts';
import type { Context as StellaContext } from '../handlers/stella/context.ts';
import { problems as stellaProblems } from '../handlers/stella/problems.ts';
import * as stellaSignIn from '../handlers/stella/sign-in.ts';
import type { Context as VirtualBankerContext } from '../handlers/virtual-banker/context.ts';
import { problems as virtualBankerProblems } from '../handlers/virtual-banker/problems.ts';
import * as virtualBankerSignIn from '../handlers/virtual-banker/sign-in.ts';

/** What was generated from each contract, joined with what was written by hand for it. */
export const virtualBanker: Service<VirtualBankerContext> = {
  contract: virtualBankerContract,
  handlers: virtualBankerHandlers,
  channelHandlers: virtualBankerChannels,
  problems: virtualBankerProblems,
  ...virtualBankerSignIn,
};

export const generalBots: Service<GeneralBotsContext> = {
  contract: generalBotsContract,
  handlers: generalBotsHandlers,
  channelHandlers: generalBotsChannels,
  problems: generalBotsProblems,
  ...generalBotsSignIn,
};

export const stella: Service<StellaContext> = {
  contract: stellaContract,
  handlers: stellaHandlers,
  channelHandlers: stellaChannels,
  problems: stellaProblems,
  ...stellaSignIn,
};

export const rustygpt: Service<RustygptContext> = {
  contract: rustygptContract,
  handlers: rustygptHandlers,
  channelHandlers: rustygptChannels,
  problems: rustygptProblems,
  ...rustygptSignIn,
};
