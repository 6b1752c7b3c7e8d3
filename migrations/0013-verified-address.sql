-- Addresses of which somebody has proved that they are theirs.
create table verified_addresses (
  user_id uuid primary key references email_identities on delete cascade,
  verified_at timestamptz not null default now()
);
