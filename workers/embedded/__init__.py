"""PostgreSQL and Redis for one machine, run from one data folder, where no other servers are named."""
