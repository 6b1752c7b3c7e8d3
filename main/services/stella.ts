import type { Service } from 'specwright/runtime';
import { contract } from '../../generated/stella/contract.ts';
import { channelHandlers, handlers } from '../../generated/stella/handlers.ts';
import type { Context } from '../../handlers/stella/context.ts';
import { problems } from '../../handlers/stella/problems.ts';
import * as signIn from '../../handlers/stella/sign-in.ts';

/** What was generated from the contract, joined with what was written by hand for it. */
export const stella: Service<Context> = { contract, handlers, channelHandlers, problems, ...signIn };
