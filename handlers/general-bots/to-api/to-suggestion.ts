import type { Suggestion } from '../../../domain/agent/permitted-agent.ts';
import type * as types from '../../../generated/general-bots/types.ts';

export function toSuggestion({ text, context, action, icon }: Suggestion): types.Suggestion {
  return { text, ...(context !== undefined && { context }), ...(action !== undefined && { action }), ...(icon !== undefined && { icon }) };
}
