-- That the installation has its first administrator: one row, or none yet.
create table installation (
  is_set_up boolean primary key check (is_set_up),
  set_up_at timestamptz not null default now()
);
