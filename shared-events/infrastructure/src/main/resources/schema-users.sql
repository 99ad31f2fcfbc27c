-- The two users of a schema, a statement a line. The owner migrates it (the Job of a release); the service has no
-- DDL. The tests run every service with exactly these rights. GET_LOCK and IS_USED_LOCK need none.
CREATE USER IF NOT EXISTS '${owner}'@'%' IDENTIFIED BY '${owner_password}';
CREATE USER IF NOT EXISTS '${service}'@'%' IDENTIFIED BY '${service_password}';
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES, CREATE VIEW, SHOW VIEW, LOCK TABLES, TRIGGER ON `${database}`.* TO '${owner}'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `${database}`.* TO '${service}'@'%';
