import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import type { RunningService, Settings } from 'specwright/runtime';
import { documentJson, documentText } from '../../generated/rustygpt/document.ts';
import { createBuiltInAssistant } from '../../domain/assistant/built-in-assistant.ts';
import { openDatabase, type Database } from '../../domain/database/database.ts';
import { createEmbeddedDirectory } from '../../domain/directory/embedded/embedded-directory.ts';
import { EventFeed } from '../../domain/event/event-feed.ts';
import type { ApiName } from '../../main/configuration.ts';
import { idempotencyStore } from '../../main/idempotency-store.ts';
import { starters, type AnyServices } from '../../main/starters.ts';
import { systemServices } from '../../main/system-services.ts';
import { createTestDatabase } from '../database.ts';

export interface StartOptions {
  /** Instead of the defaults: an assistant of the test's own server, a package service, … */
  readonly services?: Partial<AnyServices>;
  readonly settings?: Partial<Settings>;
  /** Another node of a service that was started before. */
  readonly databaseUrl?: string;
}

export interface StartedService {
  readonly url: string;
  readonly db: Database;
  readonly databaseUrl: string;
  readonly services: AnyServices;
  readonly service: RunningService;
  /** Stops the service and drops its database, unless it belongs to another node. */
  close(): Promise<void>;
}

/** One API as it runs in production, on a database of its own and a free port, with every answer checked against the contract. */
export async function startService(api: ApiName, options: StartOptions = {}): Promise<StartedService> {
  const database = options.databaseUrl === undefined ? await createTestDatabase() : undefined;
  const databaseUrl = options.databaseUrl ?? database?.url ?? '';
  const db = openDatabase({ url: databaseUrl, maxConnections: 4 });
  const packages = await mkdtemp(join(tmpdir(), 'specwright-packages-'));
  const registry = new Registry();
  const settings: Settings = { mode: 'test', port: 0, idempotency: idempotencyStore(db), registry, ...options.settings };
  const services: AnyServices = { ...defaultServices(packages, db), system: systemServices(registry, settings), ...options.services };
  const service = await starters[api]({ db, services, settings });
  services.web.publicUrl ||= service.url;
  const close = async () => {
    await service.close();
    await db.close();
    await database?.drop();
    await rm(packages, { recursive: true, force: true });
  };
  return { url: service.url, db, databaseUrl, services, service, close };
}

/** The directory is there for whoever signs in through it; a test that does starts its provider. */
function defaultServices(packages: string, db: Database): Omit<AnyServices, 'system'> {
  return {
    web: { publicUrl: '', redirectOrigins: [], landing: '/', secureCookies: false },
    directory: createEmbeddedDirectory({ db, issuer: 'http://127.0.0.1:9', clientSecret: 'unused' }),
    loginKey: randomBytes(32).toString('hex'),
    accountTokens: { secret: randomBytes(32), issuer: 'specwright', audience: 'stella', lifetimeSeconds: 3600 },
    tenantTokens: { audience: 'virtual-banker' },
    assistant: createBuiltInAssistant(),
    packages: { directory: packages },
    events: new EventFeed(),
    cookieSessions: { idleSeconds: 28_800, absoluteSeconds: 604_800, perUser: 5, checksClient: false },
    cookies: { domain: undefined, secure: false, sameSite: 'Lax' },
    oauth: { github: undefined, apple: undefined, landing: '/', allowsManual: true },
    wellKnown: new Map(),
    document: { text: documentText, json: documentJson },
    limits: { isEnabled: true, isAdministered: true, loginPerMinute: 1000, perSecond: 1000, burst: 1000 },
  };
}
