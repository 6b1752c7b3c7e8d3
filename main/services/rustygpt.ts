import type { Service } from 'specwright/runtime';
import { contract } from '../../generated/rustygpt/contract.ts';
import { channelHandlers, handlers } from '../../generated/rustygpt/handlers.ts';
import type { Context } from '../../handlers/rustygpt/context.ts';
import { problems } from '../../handlers/rustygpt/problems.ts';
import * as signIn from '../../handlers/rustygpt/sign-in.ts';

/** What was generated from the contract, joined with what was written by hand for it. */
export const rustygpt: Service<Context> = { contract, handlers, channelHandlers, problems, ...signIn };
