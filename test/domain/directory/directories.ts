import { randomBytes } from 'node:crypto';
import type { Database } from '../../../domain/database/database.ts';
import type { Directory, DirectoryTokens, SignInRequest } from '../../../domain/directory/directory.ts';
import { createEmbeddedDirectory } from '../../../domain/directory/embedded/embedded-directory.ts';
import { startEmbeddedProvider } from '../../../domain/directory/embedded/provider.ts';
import { saveEmbeddedUser } from '../../../domain/directory/embedded/users.ts';
import { createZitadelDirectory } from '../../../domain/directory/zitadel/zitadel-directory.ts';
import { Browser } from './browser.ts';
import { startZitadel } from './zitadel-server.ts';

export interface Person {
  readonly username: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly password: string;
  readonly roles: readonly string[];
}

/** A directory that runs, with what a test needs to do to it from outside. */
export interface TestDirectory {
  readonly directory: Directory;
  /** What the creator of a group is in it. */
  readonly ownerRole: string;
  addUser(person: Person): Promise<string>;
  /** Changes what somebody may do. */
  grant(person: Person, roles: readonly string[]): Promise<void>;
  /** Stops answering for sign-in and tokens, until `comeBack`. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

const backOff = { retryDelaysMs: [5, 10], pauseMs: [100, 200] } as const;

export const directories: Readonly<Record<'embedded' | 'zitadel', (db: Database) => Promise<TestDirectory>>> = {
  async embedded(db) {
    const clientSecret = randomBytes(24).toString('hex');
    let provider = await startEmbeddedProvider({ db, mode: 'test', port: 0, clientSecret });
    const { issuer } = provider;
    return {
      directory: createEmbeddedDirectory({ db, issuer, clientSecret, backOff }),
      ownerRole: 'owner',
      addUser: (person) => saveEmbeddedUser(db, person),
      grant: async (person, roles) => void (await saveEmbeddedUser(db, { ...person, roles })),
      goAway: () => provider.close(),
      comeBack: async () => {
        provider = await startEmbeddedProvider({ db, mode: 'test', port: Number(new URL(issuer).port), clientSecret });
      },
      close: () => provider.close(),
    };
  },

  async zitadel() {
    const server = await startZitadel();
    return {
      directory: createZitadelDirectory(server.settings),
      ownerRole: 'member',
      addUser: async (person) => server.addUser(person),
      grant: async ({ username }, roles) => server.grant(username, roles),
      goAway: async () => server.fail('/', 'cut'),
      comeBack: async () => server.recover(),
      close: () => server.close(),
    };
  },
};

let people = 0;

/** Somebody whom nobody else is. */
export function somebody(changes: Partial<Person> = {}): Person {
  people += 1;
  const username = `person-${people}`;
  return { username, email: `${username}@example.com`, firstName: 'Ada', lastName: 'Lovelace', password: `password of ${username}`, roles: [], ...changes };
}

const redirectUri = 'http://127.0.0.1:1/auth/callback';

export function newRequest(): SignInRequest {
  const random = () => randomBytes(32).toString('base64url');
  return { redirectUri, state: random(), nonce: random(), codeVerifier: random() };
}

/** What the directory sends a browser back with in which somebody signs in, or is signed in already. */
export async function bringBack(directory: Directory, request: SignInRequest, { username, password }: Person, browser = new Browser()): Promise<URLSearchParams> {
  const options = { stopBefore: redirectUri };
  const page = await browser.open(await directory.authorizationUrl(request), options);
  const { url } = page.status === 0 ? page : await browser.submit(page, { username, password }, options);
  return url.searchParams;
}

/** Tokens of somebody who signs in. */
export async function tokensOf(directory: Directory, person: Person, browser?: Browser): Promise<DirectoryTokens> {
  const request = newRequest();
  return directory.finishSignIn(request, await bringBack(directory, request, person, browser));
}
