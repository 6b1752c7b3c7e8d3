import type { Assistant } from './assistant/assistant.ts';
import { createBuiltInAssistant } from './assistant/built-in-assistant.ts';
import { createRemoteAssistant, type RemoteAssistantSettings } from './assistant/remote-assistant.ts';
import type { AccountTokenSettings } from './credential/account-token.ts';
import type { TenantTokenRules } from './credential/tenant-jwt.ts';
import type { EventFeed } from './event/event-feed.ts';
import type { LoginServices } from './login/login.ts';
import type { SystemServices } from './system/system-services.ts';
import type { PackageSettings } from './package/package-source.ts';

/** What domain functions need besides the database; each takes only the part that it uses. */
export interface Services extends LoginServices {
  readonly accountTokens: AccountTokenSettings;
  readonly tenantTokens: TenantTokenRules;
  readonly assistant: Assistant;
  readonly packages: PackageSettings;
  readonly events: EventFeed;
  readonly system: SystemServices;
}

/** The assistant that the configuration asks for: a language model behind an address, or the built-in one. */
export function createAssistant(remote?: RemoteAssistantSettings): Assistant {
  return remote ? createRemoteAssistant(remote) : createBuiltInAssistant();
}
