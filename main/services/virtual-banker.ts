import type { Service } from 'specwright/runtime';
import { contract } from '../../generated/virtual-banker/contract.ts';
import { channelHandlers, handlers } from '../../generated/virtual-banker/handlers.ts';
import type { Context } from '../../handlers/virtual-banker/context.ts';
import { problems } from '../../handlers/virtual-banker/problems.ts';
import * as signIn from '../../handlers/virtual-banker/sign-in.ts';

/** What was generated from the contract, joined with what was written by hand for it. */
export const virtualBanker: Service<Context> = { contract, handlers, channelHandlers, problems, ...signIn };
