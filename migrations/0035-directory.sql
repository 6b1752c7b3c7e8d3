-- The embedded directory, for development: people who sign in here, and their groups. Whoever configures a directory leaves these empty.
create table directory_users (
  id uuid primary key default gen_random_uuid(),
  username text not null unique check (username = lower(btrim(username)) and length(username) between 1 and 200),
  email text not null check (length(email) between 1 and 320),
  first_name text not null check (length(first_name) between 1 and 200),
  last_name text not null check (length(last_name) between 1 and 200),
  password_hash text not null check (password_hash like '$argon2id$%'),
  roles text[] not null default '{}',
  created_at timestamptz not null default now()
);

create unique index directory_users_by_email on directory_users (lower(email));

create table directory_groups (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 200),
  description text not null default '',
  domain text,
  created_at timestamptz not null default now()
);

create unique index directory_groups_by_name on directory_groups (lower(name));

create table directory_members (
  group_id uuid not null references directory_groups on delete cascade,
  user_id uuid not null references directory_users on delete cascade,
  role text not null default 'member' check (role in ('owner', 'member')),
  joined_at timestamptz not null default now(),
  primary key (group_id, user_id)
);

create index directory_members_by_user on directory_members (user_id);

-- What the embedded OpenID provider remembers: sessions, grants, codes and tokens, these by their SHA-256.
create table directory_states (
  kind text not null,
  id text not null,
  payload jsonb not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (kind, id)
);

create index directory_states_by_expiry on directory_states (expires_at);
create index directory_states_by_grant on directory_states ((payload ->> 'grantId'));
create index directory_states_by_uid on directory_states ((payload ->> 'uid'));
