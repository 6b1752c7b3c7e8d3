import { join } from 'node:path';
import type { FanOut } from 'specwright/runtime';
import { EventFeed } from '../domain/event/event-feed.ts';
import type { Database } from '../domain/database/database.ts';
import { createAssistant, type Services } from '../domain/services.ts';
import type { WebSettings } from '../handlers/general-bots/web-settings.ts';
import type { RustygptServices } from '../handlers/rustygpt/context.ts';
import type { Context as VirtualBankerContext } from '../handlers/virtual-banker/context.ts';
import type { Configuration } from './configuration.ts';
import { eventBell } from './event-bell.ts';
import { openDirectory } from './open-directory.ts';

/** The `aud` of tokens that tenants sign for us. */
export const tenantAudience = 'virtual-banker';

export type AllServices = Services & RustygptServices & VirtualBankerContext['services'] & { readonly web: WebSettings };

/** What the domain works with besides the database, as the configuration says. */
export function domainServices(configuration: Configuration, { db, fanOut }: { db: Database; fanOut?: FanOut }): AllServices {
  const { accessTokenSecret, accessTokenDays, languageModel, packageManagerUrl, ice, dataDirectory, directory, loginKey, web, rustygpt } = configuration;
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
    packages: { url: packageManagerUrl, directory: join(dataDirectory, 'agents') },
    ...rustygpt,
    realtime: { iceUrls: ice.urls, turnSecret: ice.turnSecret },
  };
}
