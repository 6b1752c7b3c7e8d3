-- What a person is called. One without a row is called by their address.
create table user_names (
  user_id uuid primary key references users on delete cascade,
  tenant_id text not null references tenants on delete cascade,
  username text not null check (username ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
  display_name text check (length(display_name) between 1 and 200)
);

create unique index user_names_by_name on user_names (tenant_id, lower(username));

-- What a person may do everywhere. One without a row is a member.
create table user_roles (
  user_id uuid not null references users on delete cascade,
  role text not null check (role in ('admin', 'member', 'read_only')),
  granted_at timestamptz not null default now(),
  primary key (user_id, role)
);

-- Who may not sign in.
create table disabled_users (
  user_id uuid primary key references users on delete cascade,
  disabled_at timestamptz not null default now()
);
