/** What the directory knows of a person. */
export interface DirectoryUser {
  /** The directory's own id. */
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly createdAt: Date;
}

/** What is left out stays as it is. */
export interface ProfileChanges {
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
}

export interface DirectoryGroup {
  readonly id: string;
  readonly name: string;
  readonly memberCount: number;
  readonly createdAt: Date;
}

export interface NewGroup {
  readonly name: string;
  readonly description?: string;
  /** The mail domain that it belongs to. */
  readonly domain?: string;
  /** Its first member. */
  readonly ownerId: string;
}

export interface GroupQuery {
  /** Only these. */
  readonly ids?: readonly string[];
  readonly limit: number;
  readonly offset: number;
}

export interface GroupPage {
  readonly groups: DirectoryGroup[];
  /** On all pages. */
  readonly total: number;
}

export interface GroupMember {
  readonly userId: string;
  readonly username: string;
  readonly email: string;
  /** In the directory's word; `member` where it knows no roles within groups. */
  readonly role: string;
  readonly joinedAt: Date;
}

/** What the directory gave for one signing in. They open the directory: never logged, kept sealed only. */
export interface DirectoryTokens {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly idToken?: string;
  /** When the access token is over. */
  readonly expiresAt: Date;
}

/** Who an access token stands for, and what that person may do now. */
export interface Standing {
  /** `DirectoryUser.id`. */
  readonly subject: string;
  /** Keys of the roles that the directory grants for this installation. */
  readonly roles: readonly string[];
  readonly groupIds: readonly string[];
}

/** What begins one signing in (OpenID Connect Core section 3.1.2.1, RFC 7636); all but the first are secret until they are used. */
export interface SignInRequest {
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** Where people and groups are kept, and where they sign in: the authority for both. */
export interface Directory {
  /** Its issuer identifier (OpenID Connect Discovery section 3), which names it among the identities of a user. */
  readonly issuer: string;

  /** Where a browser is sent to sign in. */
  authorizationUrl(request: SignInRequest): Promise<URL>;
  /**
   * Exchanges what the browser brought back for tokens. `query` is that of the callback. Throws `invalid_token` for whatever does not
   * belong to the request, `forbidden` when the directory or the person refused.
   */
  finishSignIn(request: SignInRequest, query: URLSearchParams): Promise<DirectoryTokens>;
  /** Undefined for a token that the directory does not know (any more), or whose user is gone. */
  introspect(tokens: DirectoryTokens): Promise<Standing | undefined>;
  /** New tokens for old ones, which are void afterwards. Undefined when the directory wants the person to sign in again. */
  refresh(tokens: DirectoryTokens): Promise<DirectoryTokens | undefined>;
  /** Voids the tokens and ends the session at the directory. Where only the browser can end it, the answer is where to send it. */
  endSession(tokens: DirectoryTokens): Promise<URL | undefined>;

  /** Throws `user_not_found`. */
  readUser(userId: string): Promise<DirectoryUser>;
  /** Changes all or nothing. Throws `user_not_found`, `email_taken` or `invalid_input`. */
  updateUser(userId: string, changes: ProfileChanges): Promise<DirectoryUser>;

  /** With its first member, or not at all. Throws `name_taken` or `invalid_input`. */
  createGroup(group: NewGroup): Promise<DirectoryGroup>;
  /** By name; those of the ids, or all. */
  listGroups(page: GroupQuery): Promise<GroupPage>;
  /** All of them. Throws `group_not_found`. */
  listMembers(groupId: string): Promise<GroupMember[]>;

  /** Throws when the directory is not there. */
  ping(): Promise<void>;
}
