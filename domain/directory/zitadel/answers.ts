/** What Zitadel's API answers, as far as it is read: user service v2 and group service v2, in the JSON form of protocol buffers. */

export interface ZitadelUser {
  readonly userId: string;
  readonly details: { readonly creationDate: string };
  readonly username: string;
  readonly preferredLoginName: string;
  readonly human?: {
    readonly profile?: { readonly givenName?: string; readonly familyName?: string };
    readonly email?: { readonly email?: string };
  };
}

/** Values that are zero or empty are left out of this form of JSON. */
export interface UserList {
  readonly result?: readonly ZitadelUser[];
}

export interface ZitadelGroup {
  readonly id: string;
  readonly name: string;
  readonly creationDate: string;
}

/** Numbers of 64 bits are texts. */
interface Pagination {
  readonly totalResult?: string;
}

export interface GroupList {
  readonly groups?: readonly ZitadelGroup[];
  readonly pagination?: Pagination;
}

export interface GroupUserList {
  readonly groupUsers?: readonly { readonly groupId: string; readonly user: { readonly id: string }; readonly creationDate: string }[];
  readonly pagination?: Pagination;
}
