import { join } from 'node:path';
import type { FanOut } from 'specwright/runtime';
import { EventFeed } from '../domain/event/event-feed.ts';
import type { Database } from '../domain/database/database.ts';
import { createAssistant } from '../domain/services.ts';
import type { SystemServices } from '../domain/system/system-services.ts';
import type { Configuration } from './configuration.ts';
import { eventBell } from './event-bell.ts';
import { openDirectory } from './open-directory.ts';
import type { AnyServices } from './starters.ts';

/** The `aud` of tokens that tenants sign for us. */
export const tenantAudience = 'virtual-banker';

/** What was opened for the process. */
export interface DomainParts {
  readonly db: Database;
  readonly fanOut?: FanOut;
  readonly system: SystemServices;
}

/** What the domain works with besides the database, as the configuration says. */
export function domainServices(configuration: Configuration, { db, fanOut, system }: DomainParts): AnyServices {
  const { accessTokenSecret, accessTokenDays, languageModel, packageManagerUrl, ice, dataDirectory } = configuration;
  const { directory, loginKey, web, quotas, rustygpt } = configuration;
  return {
    accountTokens: {
      secret: new TextEncoder().encode(accessTokenSecret),
      issuer: 'specwright',
      audience: 'stella',
      lifetimeSeconds: accessTokenDays * 24 * 60 * 60,
    },
    tenantTokens: { audience: tenantAudience },
    assistant: createAssistant(languageModel),
    events: new EventFeed(fanOut === undefined ? {} : { bell: eventBell(fanOut) }),
    directory: openDirectory(directory, db),
    loginKey,
    web: { ...web, publicUrl: web.publicUrl ?? '', landing: '/' },
    system,
    quotas,
    packages: { url: packageManagerUrl, directory: join(dataDirectory, 'agents') },
    ...rustygpt,
    realtime: { iceUrls: ice.urls, turnSecret: ice.turnSecret },
  };
}
