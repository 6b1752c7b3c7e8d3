-- By what a person is recognised: an address with a password, or a name at someone else's directory.
create table email_identities (
  user_id uuid primary key references users on delete cascade,
  tenant_id text not null references tenants on delete cascade,
  email text not null check (email = lower(btrim(email)) and length(email) between 1 and 320),
  updated_at timestamptz not null default now(),
  unique (tenant_id, email)
);

create table passwords (
  user_id uuid primary key references users on delete cascade,
  hash text not null check (hash like '$argon2id$%'),
  changed_at timestamptz not null default now()
);

create table external_identities (
  tenant_id text not null references tenants on delete cascade,
  issuer text not null,
  subject text not null check (length(subject) between 1 and 255),
  user_id uuid not null references users on delete cascade,
  created_at timestamptz not null default now(),
  primary key (tenant_id, issuer, subject)
);

create index external_identities_by_user on external_identities (user_id);
