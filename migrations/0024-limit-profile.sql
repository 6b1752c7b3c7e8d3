-- Limits that an administrator keeps, and the routes that they count for.
create table limit_profiles (
  id uuid primary key default gen_random_uuid(),
  name text not null unique check (length(name) between 1 and 100),
  algorithm text not null check (algorithm in ('gcra', 'token_bucket', 'fixed_window')),
  params jsonb not null default '{}' check (jsonb_typeof(params) = 'object'),
  description text check (length(description) <= 500),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- `sequence` is the order in which they are tried.
create table limit_assignments (
  id uuid primary key default gen_random_uuid(),
  sequence bigint generated always as identity unique,
  profile_id uuid not null references limit_profiles on delete restrict,
  method text not null check (method in ('GET', 'POST', 'PUT', 'PATCH', 'DELETE')),
  path_pattern text not null check (path_pattern ~ '^/\S*$' and length(path_pattern) <= 500),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (method, path_pattern)
);

create index limit_assignments_by_profile on limit_assignments (profile_id);
