import type { Service } from 'specwright/runtime';
import { contract } from '../../generated/general-bots/contract.ts';
import { channelHandlers, handlers } from '../../generated/general-bots/handlers.ts';
import type { Context } from '../../handlers/general-bots/context.ts';
import { problems } from '../../handlers/general-bots/problems.ts';
import * as signIn from '../../handlers/general-bots/sign-in.ts';

/** What was generated from the contract, joined with what was written by hand for it. */
export const generalBots: Service<Context> = { contract, handlers, channelHandlers, problems, ...signIn };
